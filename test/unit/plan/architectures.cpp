// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_parse pnasc_check pnasc_cost pnasc_plan
// The plans of every architecture of every shipped spec, executed on tags.
#include "Check.h"
#include "cost/Cost.h"
#include "narrow/Specs.h"
#include "plan/Plan.h"
#include "plan/Simulator.h"

using namespace pnasc;

static void execute(const ir::SearchSpace &space, const std::string &architecture) {
  const auto genome = llvm::cantFail(space.parseGenome(
      architecture.empty() ? "{}" : "{\"architecture\": \"" + architecture + "\"}"));
  auto candidate = cost::assess(space, genome);
  if (!CHECK(bool(candidate)))
    return;
  const ir::DeployGraph &graph = candidate->graph;
  const ir::Schedule &plan = candidate->plan;
  CHECK_EQ(plan::verify(graph, plan), "");
  CHECK_EQ(simulator::run(graph, plan), "");
  const uint64_t bound = plan::lowerBound(graph, plan);
  CHECK(plan::lowerBound(graph) <= plan.arenaBytes && bound <= plan.arenaBytes);
  CHECK(plan.arenaBytes <= plan::upperBound(graph));
  std::cerr << graph.name << ": arena " << plan.arenaBytes << ", its steps need " << bound << "\n";
}

int main() {
  for (const char *name : {"mafaulda", "fashion_mnist", "cifar10", "mcunet", "natsbench_tss"}) {
    const auto spec = load(std::string(name) + ".pnas");
    if (!CHECK(spec != nullptr))
      continue;
    const ir::SearchSpace space = ir::whole(spec);
    const bool several = spec->architectures.size() > 1;
    for (const auto &architecture : spec->architectures)
      execute(space, several ? architecture.name : "");
  }
  return report();
}
