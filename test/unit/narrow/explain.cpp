// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_narrow
// Reasons from made-up cost ranges: two limits that only together exclude everything, cores against
// brute force, and requirements in words as they were written.
#include "Check.h"
#include "narrow/Conflict.h"
#include "narrow/RequirementText.h"
#include "narrow/UnsatCore.h"
#include "support/Random.h"

using namespace pnasc;
using namespace pnasc::narrow;

static ir::Requirement limit(const char *name, ir::Metric metric, double most, double factor = 1) {
  ir::Requirement requirement;
  requirement.name = name;
  requirement.terms = {{factor, metric}};
  requirement.limit = most;
  return requirement;
}

static CostRange range(double ram, double flops) {
  CostRange range;
  at(range.low, ir::Metric::Ram) = ram;
  at(range.low, ir::Metric::Flops) = flops;
  at(range.low, ir::Metric::Rom) = 100;
  range.high = range.low;
  return range;
}

static void reasons() {
  const std::vector<CostRange> ranges = {range(1000, 9000), range(3000, 4000), range(2000, 6000)};
  CHECK_EQ(reasonFor({limit("flash", ir::Metric::Rom, 200), limit("fits", ir::Metric::Ram, 1500),
                      limit("quick", ir::Metric::Flops, 5000)},
                     ranges),
           std::string("no configuration with it meets 'fits' and 'quick' together"));
  CHECK_EQ(reasonFor({limit("fits", ir::Metric::Ram, 500)}, ranges),
           std::string("ram is at least 1,000 B with it, 'fits' allows 500 B"));
  CHECK_EQ(reasonFor({limit("rich", ir::Metric::Flops, -20000, -1)}, ranges),
           std::string("flops is at most 9,000 with it, 'rich' asks for 20.0 k (20,000)"));
}

static void words() {
  const ir::Requirement more = limit("rich", ir::Metric::Params, -5000, -1);
  CHECK(asksForMore(more));
  CHECK_EQ(limitText(more), std::string("params >= 5,000"));
  CHECK_EQ(limitText(limit("fits", ir::Metric::Ram, 65024)),
           std::string("ram <= 63.5 KiB (65,024 B)"));
  ir::Requirement sum = limit("both", ir::Metric::Rom, 9000);
  sum.terms.push_back({-2, ir::Metric::Ram});
  CHECK_EQ(limitText(sum), std::string("rom - 2 * ram <= 9000"));
}

/// Minimal: everything breaks a rule of the core, and no rule of it can be spared.
static void cores() {
  for (uint64_t seed = 0; seed < 50; ++seed) {
    support::SequentialRandom random({seed, "cores"});
    std::vector<Broken> things;
    for (int i = 0; i < 12; ++i)
      things.push_back(1 + random.below(63));
    const Broken core = coreOf(things, 6);
    auto holds = [&](Broken rules) {
      for (Broken thing : things)
        if (!(thing & rules))
          return false;
      return true;
    };
    CHECK(holds(core));
    for (int rule = 0; rule < 6; ++rule)
      if (core >> rule & 1)
        CHECK(!holds(core & ~(Broken(1) << rule)));
  }
  CHECK_EQ(coreOf({3, 0, 5}, 3), Broken(0)); // one thing breaks nothing
}

int main() {
  reasons();
  words();
  cores();
  return report();
}
