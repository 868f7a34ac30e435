// SPDX-License-Identifier: Apache-2.0
#include "select/Subset.h"
#include "select/Evolve.h"
#include "llvm/ADT/STLExtras.h"
#include <numeric>
#include <pagmo/utils/hv_algos/hv_hvwfg.hpp>

namespace pnasc::select {

/// Gains below this are rounding: without it the order of summation would decide between ties.
static constexpr double Gain = 1e-12;
static constexpr double Reference = 1.1;

Points normalised(Points points) {
  if (points.empty())
    return points;
  for (size_t m = 0; m < points.front().size(); ++m) {
    double low = points.front()[m], high = low;
    for (const auto &point : points) {
      low = std::min(low, point[m]);
      high = std::max(high, point[m]);
    }
    for (auto &point : points)
      point[m] = high > low ? (point[m] - low) / (high - low) : 0;
  }
  return points;
}

double hypervolume(const Points &points, const std::vector<size_t> &members) {
  if (members.empty())
    return 0;
  const size_t dimension = points.front().size();
  if (dimension == 1) { // WFG needs two
    double best = Reference;
    for (size_t i : members)
      best = std::min(best, points[i][0]);
    return Reference - best;
  }
  Points chosen;
  chosen.reserve(members.size());
  for (size_t i : members)
    chosen.push_back(points[i]);
  return pagmo::hvwfg().compute(chosen, std::vector<double>(dimension, Reference));
}

std::vector<size_t> greedySubset(const Points &points, size_t k) {
  std::vector<size_t> members;
  std::vector<bool> taken(points.size());
  while (members.size() < std::min(k, points.size())) {
    double best = -1;
    size_t pick = 0;
    members.push_back(0);
    for (size_t i = 0; i < points.size(); ++i) {
      if (taken[i])
        continue;
      members.back() = i;
      const double value = hypervolume(points, members);
      if (value > best + Gain) {
        best = value;
        pick = i;
      }
    }
    members.back() = pick;
    taken[pick] = true;
  }
  llvm::sort(members);
  return members;
}

std::vector<size_t> swapped(const Points &points, std::vector<size_t> members) {
  double best = hypervolume(points, members);
  for (bool improved = true; improved;) {
    improved = false;
    std::vector<size_t> better;
    for (size_t out = 0; out < members.size(); ++out)
      for (size_t in = 0; in < points.size(); ++in) {
        if (llvm::is_contained(members, in))
          continue;
        std::vector<size_t> trial = members;
        trial[out] = in;
        const double value = hypervolume(points, trial);
        if (value > best + Gain) {
          best = value;
          better = std::move(trial);
        }
      }
    if (!better.empty()) {
      members = std::move(better);
      improved = true;
    }
  }
  llvm::sort(members);
  return members;
}

/// C(n, k), or anything above `limit` once it is passed.
static double binomial(size_t n, size_t k, double limit) {
  double count = 1;
  for (size_t i = 1; i <= std::min(k, n - k) && count <= limit; ++i)
    count = count * double(n - std::min(k, n - k) + i) / double(i);
  return count;
}

static std::vector<size_t> enumerated(const Points &points, size_t k) {
  std::vector<size_t> members(k), bestMembers;
  std::iota(members.begin(), members.end(), size_t{0});
  double best = -1;
  while (true) {
    const double value = hypervolume(points, members);
    if (value > best + Gain) {
      best = value;
      bestMembers = members;
    }
    size_t i = k; // next subset in lexicographic order
    while (i > 0 && members[i - 1] == points.size() - k + i - 1)
      --i;
    if (i == 0)
      return bestMembers;
    ++members[i - 1];
    for (; i < k; ++i)
      members[i] = members[i - 1] + 1;
  }
}

std::vector<size_t> largestSubset(const Points &points, size_t k, uint64_t seed,
                                  const SubsetLimits &limits) {
  const size_t n = points.size();
  k = std::min(k, n);
  if (k == 0)
    return {};
  if (binomial(n, k, limits.enumerate) <= limits.enumerate)
    return enumerated(points, k);
  return swapped(points, evolved(points, k, seed, limits));
}

} // namespace pnasc::select
