// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_narrow pnasc_check pnasc_parse
// Counts against brute force on 20,000 configurations: what remains, what each requirement removes,
// which values died. And a sample's interval against the same truth.
#include "narrow/Census.h"
#include "Check.h"
#include "Specs.h"
#include "cost/Cost.h"
#include "narrow/Narrow.h"
#include <chrono>

using namespace pnasc;
using namespace pnasc::narrow;

int main() {
  // 5 widths, 8 sparsities in each of four groups, fewer networks: 4 channels more or less.
  const auto spec = load(sourceTree() + "/test/narrow/Inputs/twenty_thousand.pnas");
  if (!CHECK(spec != nullptr))
    return report();
  const auto start = std::chrono::steady_clock::now();
  const auto space = llvm::cantFail(narrow::narrow(spec, support::cores()));
  const auto seconds = [&](auto from) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
  };
  std::cerr << "narrow " << seconds(start) << " s\n" << describe(space);
  CHECK(space.remainingExact);

  const auto again = std::chrono::steady_clock::now();
  const ir::SearchSpace whole = ir::whole(spec);
  const size_t requirements = spec->requirements.size();
  double remaining = 0, count = 0;
  std::vector<double> alone(requirements), only(requirements);
  std::vector<std::vector<bool>> seen;
  for (const ir::Choice &choice : whole.choices)
    seen.emplace_back(choice.domain.size());
  ir::Genome genome(whole.choices.size(), 0);
  for (size_t i = 0; i < genome.size();) {
    const auto costs = costsOf(whole, genome);
    ++count;
    std::vector<size_t> broken;
    for (size_t r = 0; r < requirements; ++r)
      if (cost::value(spec->requirements[r], *costs) > spec->requirements[r].limit)
        broken.push_back(r);
    for (size_t r : broken)
      ++alone[r];
    if (broken.size() == 1)
      ++only[broken.front()];
    if (broken.empty()) {
      ++remaining;
      for (size_t c = 0; c < genome.size(); ++c)
        seen[c][size_t(genome[c])] = true;
    }
    for (i = 0; i < genome.size() && size_t(++genome[i]) == whole.choices[i].domain.size(); ++i)
      genome[i] = 0;
  }
  std::cerr << "brute force " << seconds(again) << " s\n";
  CHECK(count >= 20000);
  CHECK_EQ(space.legal, count);
  CHECK_EQ(space.remaining, remaining);
  CHECK(remaining > 0);
  for (size_t r = 0; r < requirements; ++r) {
    CHECK_EQ(space.effects[r].alone.value, alone[r]);
    CHECK_EQ(space.effects[r].only.value, only[r]);
  }
  size_t dead = 0;
  for (size_t c = 0; c < seen.size(); ++c)
    for (size_t v = 0; v < seen[c].size(); ++v) {
      const ir::Value &value = whole.choices[c].domain[v];
      const auto &left = space.choices[c].domain;
      const bool kept = std::find(left.begin(), left.end(), value) != left.end();
      CHECK_EQ(kept, bool(seen[c][v]));
      dead += !kept;
    }
  CHECK(dead > 0);
  return report();
}
