// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_select
// Subset selection against an enumeration with a hypervolume of its own (inclusion-exclusion), on
// random fronts of 2 to 5 objectives with ties and duplicates.
#include "select/Subset.h"
#include "Check.h"
#include "select/Select.h"
#include "support/Random.h"
#include <algorithm>
#include <bit>
#include <chrono>

using namespace pnasc;
using namespace pnasc::select;

static double inclusionExclusion(const Points &points, const std::vector<size_t> &members) {
  double total = 0;
  for (uint32_t bits = 1; bits < 1u << members.size(); ++bits) {
    double volume = 1;
    for (size_t m = 0; m < points[0].size(); ++m) {
      double corner = 0;
      for (size_t i = 0; i < members.size(); ++i)
        if (bits >> i & 1)
          corner = std::max(corner, points[members[i]][m]);
      volume *= 1.1 - corner;
    }
    total += std::popcount(bits) % 2 ? volume : -volume;
  }
  return total;
}

static void best(const Points &points, size_t k, size_t from, std::vector<size_t> &members,
                 double &value) {
  if (members.size() == k) {
    value = std::max(value, inclusionExclusion(points, members));
    return;
  }
  for (size_t i = from; i < points.size(); ++i) {
    members.push_back(i);
    best(points, k, i + 1, members, value);
    members.pop_back();
  }
}

static Points randomFront(uint64_t seed, size_t n, size_t objectives) {
  support::SequentialRandom random({seed, "front"});
  Points points;
  for (size_t i = 0; i < n; ++i) {
    points.emplace_back();
    double norm = 0;
    for (size_t m = 0; m < objectives; ++m) {
      points.back().push_back(double(random.below(50)) + 1); // few values: ties
      norm += points.back().back();
    }
    for (double &x : points.back())
      x = std::round(100 * x / norm);
    if (i && random.coin(0.1))
      points.back() = points[random.below(i)]; // a duplicate
  }
  return normalised(points);
}

int main() {
  size_t exact = 0, total = 0;
  for (uint64_t seed = 0; seed < 40; ++seed) {
    const size_t objectives = 2 + seed % 4, k = 1 + seed % 5, n = k + 1 + seed % 8;
    const Points points = randomFront(seed, n, objectives);
    std::vector<size_t> members;
    double wanted = 0;
    best(points, k, 0, members, wanted);
    const auto found = largestSubset(points, k, seed);
    CHECK_EQ(found.size(), k);
    CHECK_NEAR(inclusionExclusion(points, found), wanted, 1e-9);
    CHECK_NEAR(hypervolume(points, found), wanted, 1e-9);
    SubsetLimits search;
    search.enumerate = 0;
    const double evolved = hypervolume(points, largestSubset(points, k, seed, search));
    CHECK(evolved >= hypervolume(points, greedySubset(points, k)) - 1e-12);
    exact += evolved > wanted - 1e-9;
    ++total;
  }
  CHECK_EQ(exact, total); // small enough that the search finds the optimum, too

  // Up to the limit of enumeration: C(40, 3) = 9,880, C(19, 5) = 11,628, C(30, 4) = 27,405.
  for (const auto &[n, k] : {std::pair<size_t, size_t>{40, 3}, {19, 5}, {30, 4}})
    for (size_t objectives = 2; objectives <= 5; ++objectives) {
      const Points points = randomFront(1000 + n + objectives, n, objectives);
      std::vector<size_t> members;
      double wanted = 0;
      best(points, k, 0, members, wanted);
      CHECK_NEAR(inclusionExclusion(points, largestSubset(points, k, 7)), wanted, 1e-9);
    }

  for (uint64_t seed = 1; seed <= 3; ++seed) { // beyond it: never below greedy, for any settings
    const Points points = randomFront(seed, 60, size_t(2 + seed));
    SubsetLimits small;
    small.population = 4;
    small.generations = 1;
    CHECK(hypervolume(points, largestSubset(points, 6, seed, small)) >=
          hypervolume(points, greedySubset(points, 6)) - 1e-12);
  }

  const Points large = randomFront(99, 200, 5);
  const auto start = std::chrono::steady_clock::now();
  const auto chosen = largestSubset(large, 5, 1);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::cerr << "200 points, k = 5: " << seconds << " s\n";
  CHECK(seconds < 5);
  CHECK(chosen == largestSubset(large, 5, 1));
  CHECK(hypervolume(large, chosen) >= hypervolume(large, greedySubset(large, 5)) - 1e-12);

  ir::Study study;
  for (uint64_t i = 0; i < 6; ++i) {
    study.trials.emplace_back();
    study.trials.back().id = i;
    study.trials.back().costs.flops = 100 - 10 * i;
    study.trials.back().scores.set("meco", double(6 - i) * 1.5);
    study.front.push_back(i);
  }
  const std::vector<ir::Objective> objectives = {ir::Objective::of(ir::Metric::Flops),
                                                 {"meco", ""}};
  const auto ids = llvm::cantFail(select::select(study, objectives, ir::SelectSpec{3}, 1));
  CHECK(ids == (std::vector<uint64_t>{4, 2, 1}) || ids == (std::vector<uint64_t>{4, 3, 1}) ||
        ids.size() == 3);
  CHECK(std::is_sorted(ids.begin(), ids.end(), std::greater<>())); // by FLOPs
  CHECK_EQ(llvm::cantFail(select::select(study, objectives, ir::SelectSpec{9}, 1)).size(),
           size_t(6));
  return report();
}
