// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_parse pnasc_cost pnasc_check
// The shipped spec's genomes, drawn at random, all the way to their costs.
#include "Check.h"
#include "catalogue/ops/shared/Op.h"
#include "cost/Cost.h"
#include "lower/Lower.h"
#include "narrow/Specs.h"
#include "plan/Plan.h"
#include <set>

using namespace pnasc;

static void candidate(const ir::SearchSpace &space, const cost::Candidate &c) {
  CHECK_EQ(ops::verify(c.uncut), "");
  CHECK_EQ(ops::verify(c.cut), "");
  CHECK_EQ(plan::verify(c.graph, c.plan), "");
  CHECK(c.costs.arenaBytes >= plan::lowerBound(c.graph));
  CHECK(c.costs.arenaBytes <= plan::upperBound(c.graph));
  CHECK_EQ(c.costs.ramBytes(), c.plan.arenaBytes + 8 + c.costs.stackBytes);
  CHECK(c.costs.flops <= cost::ofNetwork(c.uncut).flops);
  // Weights are in ROM, a byte each; norms are folded away.
  CHECK(c.costs.romBytes > c.costs.parameters / 2);
  CHECK(c.costs.latencySeconds * space.spec->board.clockHz > c.costs.instructions / 3);
  for (const ir::DeployNode &node : c.graph.nodes)
    CHECK(!node.kernel.empty());
}

int main() {
  for (const char *path : {"mafaulda.pnas", "fashion_mnist.pnas"}) {
    const auto spec = load(path);
    CHECK(spec != nullptr);
    if (!spec)
      continue;
    const auto space = ir::whole(spec);
    std::set<std::string> digests;
    size_t legal = 0;
    for (uint64_t trial = 0; trial < 100; ++trial) {
      auto c = cost::assess(space, randomGenome(space, trial));
      if (!c) {
        llvm::consumeError(c.takeError());
        continue;
      }
      ++legal;
      digests.insert(c->digest);
      candidate(space, *c);
      auto again = llvm::cantFail(cost::assess(space, randomGenome(space, trial)));
      CHECK_EQ(again.digest, c->digest);
    }
    CHECK(legal > 50);
    CHECK(digests.size() > legal / 2);
  }
  return report();
}
