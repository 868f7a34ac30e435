// SPDX-License-Identifier: Apache-2.0
// The k points of n that dominate the most: exactly by enumeration where that is cheap, else by the
// paper's evolutionary search with greedy repair, begun at the greedy answer and ended by one-swap
// improvement, so that it is never below either.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace pnasc::select {

using Points = std::vector<std::vector<double>>;

struct SubsetLimits {
  double enumerate = 60000; ///< subsets that are enumerated rather than searched
  size_t population = 64, generations = 100;
};

/// Each objective to [0, 1] over the points (worst = 1); a zero range gives 0.
Points normalised(Points points);
/// Of the points of `members`, all within [0, 1], with reference point 1.1 in each objective.
double hypervolume(const Points &points, const std::vector<size_t> &members);
/// Rising indices of min(k, points.size()) points.
std::vector<size_t> largestSubset(const Points &points, size_t k, uint64_t seed,
                                  const SubsetLimits &limits = {});

/// Adds the point that gains most, k times.
std::vector<size_t> greedySubset(const Points &points, size_t k);
/// Best exchange of one member for one other point, until none gains.
std::vector<size_t> swapped(const Points &points, std::vector<size_t> members);

} // namespace pnasc::select
