// SPDX-License-Identifier: Apache-2.0
// 500 trials of each method against 500 uniform draws of what fits, paired by seed: in how many of
// ten seeds the hypervolume is larger. Without arguments on problems with known fronts; with
// SPEC STUDY.db pairs on tables that test/benchmark/search/tables.sh made.
#include "Problems.h"
#include "Table.h"
#include <cstdio>

using namespace benchmark;

static constexpr uint64_t Seeds = 10;
static const std::vector<std::string> Methods = {"nsga2", "moead", "nspso"};

/// `run` gives the points that a method ("random" among them) evaluated.
static void compare(const std::string &name,
                    const std::function<search::Points(const std::string &, uint64_t)> &run) {
  std::vector<int> wins(Methods.size());
  std::vector<double> sums(Methods.size() + 1);
  for (uint64_t seed = 1; seed <= Seeds; ++seed) {
    std::vector<search::Points> sets = {run("random", seed)};
    for (const std::string &method : Methods)
      sets.push_back(run(method, seed));
    const std::vector<double> hypervolumes = volumes(sets);
    for (size_t i = 0; i < hypervolumes.size(); ++i) {
      sums[i] += hypervolumes[i] / double(Seeds);
      if (i > 0)
        wins[i - 1] += hypervolumes[i] > hypervolumes[0];
    }
  }
  std::printf("%-24s random %.4f", name.c_str(), sums[0]);
  for (size_t i = 0; i < Methods.size(); ++i)
    std::printf("   %s %.4f, better in %d of %d", Methods[i].c_str(), sums[i + 1], wins[i],
                int(Seeds));
  std::printf("\n");
  std::fflush(stdout);
}

int main(int argc, char **argv) {
  if (argc == 1)
    for (const Problem &problem : {dtlz2(), constrainedZdt()})
      compare(problem.name, [&](const std::string &method, uint64_t seed) {
        return Instance(problem, method, seed).run();
      });
  for (int i = 1; i + 1 < argc; i += 2) {
    const Table table(argv[i], argv[i + 1]);
    compare(table.title(), [&](const std::string &method, uint64_t seed) {
      return method == "random" ? table.drawn(500, seed) : table.searched(method, seed);
    });
  }
  return 0;
}
