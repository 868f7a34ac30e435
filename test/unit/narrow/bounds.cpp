// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_narrow pnasc_check pnasc_parse
// Bounds against the cost model: never above any configuration, with requirements in both
// directions, inside the lines of a spec and outside; and exactly its FLOPs, MACs, parameters and
// ROM where the configuration is the one a bound stands for (regions add up).
#include "narrow/Bounds.h"
#include "Check.h"
#include "Specs.h"
#include "cost/Cost.h"
#include <chrono>

using namespace pnasc;
using namespace pnasc::narrow;

/// Whether a configuration lies within what a path says of what the requirements ask for.
static bool within(const Asked &asked, const CostRange &range, const ir::Costs &costs) {
  for (size_t m = 0; m < range.low.size(); ++m) {
    const double value = cost::metric(costs, ir::Metric(m));
    if ((asked.less[m] && range.low[m] > value * (1 + 1e-9)) ||
        (asked.more[m] && range.high[m] < value * (1 - 1e-9)))
      return false;
  }
  return true;
}

struct Rooms {
  explicit Rooms(std::shared_ptr<const ir::Spec> spec)
      : asked(spec->requirements), space(ir::whole(std::move(spec))), grid(space), relaxed(space),
        bounds(relaxed, grid, 1) {}
  const Asked asked;
  const ir::SearchSpace space;
  const Grid grid;
  const RelaxedSpace relaxed;
  Bounds bounds;
};

/// A random configuration, inside the lines and outside, lies at or above some path.
static void sound(Rooms &rooms, uint64_t index) {
  const bool outside = index % 4 == 3;
  ir::Genome genome = randomGenome(outside ? rooms.relaxed.space : rooms.space, index);
  genome[size_t(rooms.grid.width)] = genome[size_t(rooms.grid.width)] % 3; // tables are shared
  const Bounds::Place place{size_t(genome[size_t(rooms.grid.architecture)]),
                            genome[size_t(rooms.grid.width)], 0};
  auto candidate = cost::assess(rooms.relaxed.space, genome);
  if (!CHECK(bool(candidate)))
    return;
  Question question;
  if (outside)
    question.free = rooms.relaxed.left(genome);
  else {
    question.held = int(index % rooms.space.choices.size());
    question.value = genome[size_t(question.held)];
  }
  const auto paths = rooms.bounds.paths(place, question);
  if (!CHECK(paths.has_value()))
    return;
  bool any = false;
  for (const Path &path : *paths)
    any |=
        within(rooms.asked, path.range, candidate->costs) && (path.outside & ~question.free) == 0;
  if (!CHECK(any))
    std::cerr << "  above " << rooms.relaxed.space.genomeText(genome) << "\n";
}

/// FLOPs, MACs, parameters and ROM of some path are those of its configuration: regions add up.
static void exact(Rooms &rooms, size_t architecture, int32_t width, Question question = {}) {
  const auto paths = rooms.bounds.paths(Bounds::Place{architecture, width, 0}, question);
  if (!CHECK(paths && !paths->empty()))
    return;
  size_t equal = 0, ram = 0;
  for (const Path &path : *paths) {
    const auto costs = llvm::cantFail(cost::assess(rooms.relaxed.space, path.sparse)).costs;
    CHECK(within(rooms.asked, path.range, costs));
    const auto same = [&](ir::Metric m) { return at(path.range.low, m) == cost::metric(costs, m); };
    equal += same(ir::Metric::Flops) && same(ir::Metric::Macs) && same(ir::Metric::Params) &&
             same(ir::Metric::Rom);
    ram += same(ir::Metric::Ram);
  }
  std::cerr << equal << " of " << paths->size() << " bounds are reached exactly, by RAM " << ram
            << "\n";
  CHECK(equal > 0);
  CHECK(ram > 0);
}

int main() {
  for (const auto &[name, overrides] :
       {std::pair("fashion_mnist.pnas", Overrides{}),
        std::pair("fashion_mnist.pnas", Overrides{{"quick", "macs >= 1 k MAC"}}),
        std::pair("mcunet.pnas", Overrides{}), std::pair("mafaulda.pnas", Overrides{}),
        std::pair("../test/elaborate/outputs.pnas", Overrides{})}) {
    const auto spec = load(name, overrides);
    if (!CHECK(spec != nullptr))
      continue;
    Rooms rooms(spec);
    CHECK(rooms.grid.complete);
    CHECK(rooms.grid.legal() <= rooms.space.raw && rooms.grid.legal() > 0);
    const auto start = std::chrono::steady_clock::now();
    if (overrides.empty())
      exact(rooms, 0, 2);
    std::cerr << name << ": one width "
              << std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()
              << " s\n";
    for (uint64_t i = 0; i < 48; ++i)
      sound(rooms, i);
    if (!overrides.empty())
      continue;
    if (rooms.space.spec->architectures.size() > 1)
      exact(rooms, 1, 2);
    if (rooms.space.spec->architectures[0].declaration->groups.size() < 2 ||
        rooms.space.choices[size_t(rooms.grid.groups[1][Grid::Stride])].domain.size() == 1)
      continue; // no stride to hold
    // At the smallest width groups have equal channels: without a stride a shortcut ties them, and
    // their channels stay whole.
    for (const char *choice : {"group2.stride", "group4.stride"}) {
      Question question;
      question.held = rooms.space.indexOf(choice);
      const auto &domain = rooms.space.choices[size_t(question.held)].domain;
      question.value = int32_t(
          std::find(domain.begin(), domain.end(), ir::Value{"", ir::Value::Unit}) - domain.begin());
      exact(rooms, 0, 0, question);
    }
  }
  return report();
}
