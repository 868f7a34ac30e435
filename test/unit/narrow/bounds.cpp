// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_narrow pnasc_check pnasc_parse
// Bounds against the cost model: never above any configuration, and exactly its FLOPs, MACs and
// parameters where the configuration is the one a bound stands for (regions add up).
#include "narrow/Bounds.h"
#include "Check.h"
#include "Specs.h"
#include "cost/Cost.h"
#include <chrono>

using namespace pnasc;
using namespace pnasc::narrow;

static bool below(const Weight &weight, const ir::Costs &costs) {
  for (size_t m = 0; m < weight.size(); ++m)
    if (weight[m] > cost::metric(costs, ir::Metric(m)) * (1 + 1e-9))
      return false;
  return true;
}

static void sound(const ir::SearchSpace &space, const Grid &grid, Bounds &bounds, uint64_t index) {
  const ir::Genome genome = randomGenome(space, index);
  const size_t a = size_t(genome[size_t(grid.architecture)]);
  const int32_t w = genome[size_t(grid.width)] % 3 * 10; // few widths: tables are shared
  ir::Genome same = genome;
  same[size_t(grid.width)] = w;
  const auto wanted = llvm::cantFail(cost::assess(space, same)).costs;
  const int held = int(index % space.choices.size());
  const auto paths = bounds.paths(a, w, {held, same[size_t(held)]});
  if (!CHECK(paths.has_value()))
    return;
  bool any = false;
  for (const Path &path : *paths)
    any |= below(path.weight, wanted);
  if (!CHECK(any))
    std::cerr << "  above " << space.genomeText(same) << "\n";
}

static void exact(const ir::SearchSpace &space, Bounds &bounds, size_t architecture, int32_t width,
                  Held held = {}) {
  const auto paths = bounds.paths(architecture, width, held);
  if (!CHECK(paths && !paths->empty()))
    return;
  size_t equal = 0;
  for (const Path &path : *paths) {
    const auto costs = llvm::cantFail(cost::assess(space, path.genome)).costs;
    CHECK(below(path.weight, costs));
    equal += at(path.weight, ir::Metric::Flops) == double(costs.flops) &&
             at(path.weight, ir::Metric::Macs) == double(costs.macs) &&
             at(path.weight, ir::Metric::Params) == double(costs.parameters);
  }
  std::cerr << equal << " of " << paths->size() << " bounds are reached exactly\n";
  CHECK(equal > 0);
}

int main() {
  for (const char *name : {"fashion_mnist.pnas", "mafaulda.pnas"}) {
    const auto spec = load(name);
    if (!CHECK(spec != nullptr))
      continue;
    const ir::SearchSpace space = ir::whole(spec);
    const Grid grid(space);
    CHECK(grid.complete);
    CHECK(grid.legal() <= space.raw && grid.legal() > 0);
    Bounds bounds(grid);
    const auto start = std::chrono::steady_clock::now();
    exact(space, bounds, 0, 5);
    std::cerr << name << ": one width "
              << std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()
              << " s\n";
    for (uint64_t i = 0; i < 36; ++i)
      sound(space, grid, bounds, i);
    if (grid.architectures() > 1)
      exact(space, bounds, 1, 5);
    // At the smallest width groups have equal channels: without a stride a shortcut ties them, and
    // their channels stay whole.
    for (const char *name : {"group2.stride", "group4.stride"}) {
      const int choice = space.indexOf(name);
      const auto &domain = space.choices[size_t(choice)].domain;
      const auto one = std::find(domain.begin(), domain.end(), ir::Value{"", ir::Value::Unit});
      exact(space, bounds, 0, 0, {choice, int32_t(one - domain.begin())});
    }
  }
  return report();
}
