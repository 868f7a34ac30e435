// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_search
// Uniform draws in a small space: no configuration is judged twice, however many draws it takes to
// find the last ones.
#include "Toy.h"

using namespace toy;

int main() {
  const ir::SearchSpace space = makeSpace(100000, 1, "random");
  const double limit = 3000;
  const search::Judge judge = judgeOf(space, limit);
  std::atomic<int> assessed = 0;
  const search::Judge counting{[&](const ir::Genome &genome) {
                                 ++assessed;
                                 return judge.assess(genome);
                               },
                               judge.excess};
  study::Store store = memory(space);
  const ir::Study study = llvm::cantFail(search::search(space, store, score, 2, counting));
  CHECK_EQ(study.trials.size(), fitting(space, limit).size());
  // Draws of one round do not know of each other: a few may meet.
  constexpr int genomes = 2 * 26 * 5 * 17;
  CHECK(assessed <= genomes + genomes / 10);
  return report();
}
