// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_narrow pnasc_check pnasc_parse
// Where bounds keep too few labels to tell, the solver decides on the full tables: its answers
// against brute force over 26,244 networks.
#include "narrow/Decide.h"
#include "Beyond.h"
#include "narrow/Narrow.h"
#include "support/Random.h"

using namespace pnasc;
using namespace pnasc::narrow;

/// Beyond what is counted, bounds leave room, and none is found: nothing but the solver tells.
static Decided ask(const Judge &judge, const test::Program &p) {
  const ir::SearchSpace space = ir::whole(p.spec);
  const Grid grid(space);
  const RelaxedSpace relaxed(space);
  Bounds bounds(relaxed, grid, support::cores());
  Question question;
  question.must = p.spec->requirements;
  CHECK(!bounds.refuted(question, [](const auto &) { return true; }));
  const Decided decided = decide(bounds, [&](const ir::Genome &genome) {
    return cost::meets(p.spec->requirements, *costsOf(space, genome));
  });
  const bool possible = judge.possible(p.spec->requirements);
  CHECK(decided.decision == (possible ? Decision::Found : Decision::Refuted));
  return decided;
}

/// The core holds, and none of it can be spared.
static void minimal(const Judge &judge, const std::vector<ir::Requirement> &core) {
  CHECK_EQ(core.size(), size_t(2)); // not what the board asks for
  CHECK(!judge.possible(core));
  for (size_t spared = 0; spared < core.size(); ++spared) {
    auto rest = core;
    rest.erase(rest.begin() + ptrdiff_t(spared));
    CHECK(judge.possible(rest));
  }
}

static std::string message(const test::Program &p) {
  auto space = narrow::narrow(p.spec, support::cores());
  if (!CHECK(!space))
    return "";
  return llvm::toString(space.takeError());
}

int main() {
  const Judge judge;
  CHECK_EQ(judge.all.size(), size_t(26244));
  std::vector<uint64_t> counts;
  for (const ir::Costs &costs : judge.all)
    counts.push_back(costs.parameters);
  std::sort(counts.begin(), counts.end());
  counts.erase(std::unique(counts.begin(), counts.end()), counts.end());

  support::SequentialRandom random({1, "decide"});
  for (int i = 0; i < 4; ++i) {
    // Between two counts of parameters that lie side by side: neither is allowed.
    const size_t at = random.below(counts.size() - 1);
    const test::Program none(
        program("require least: params >= " + std::to_string(counts[at] + 1) +
                "\nrequire most: params <= " + std::to_string(counts[at + 1] - 1) + "\n"));
    minimal(judge, ask(judge, none).core);
    if (i == 0)
      CHECK_EQ(message(none), std::string("no configuration meets 'least' and 'most' together"));
    const ir::Costs &one = judge.all[random.below(judge.all.size())];
    ask(judge, test::Program(program("require least: params >= " + std::to_string(one.parameters) +
                                     "\nrequire most: flops <= " + std::to_string(one.flops) +
                                     " FLOP\n")));
  }
  return report();
}
