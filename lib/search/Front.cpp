// SPDX-License-Identifier: Apache-2.0
#include "search/Front.h"
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <pagmo/utils/hv_algos/hv_hvwfg.hpp>
#include <pagmo/utils/multi_objective.hpp>

namespace pnasc::search {

static std::vector<std::vector<size_t>> fronts(const Points &points) {
  if (points.size() < 2) // pagmo wants two
    return points.empty() ? std::vector<std::vector<size_t>>{}
                          : std::vector<std::vector<size_t>>{{0}};
  std::vector<std::vector<size_t>> result;
  const auto sorted = pagmo::fast_non_dominated_sorting(points);
  for (const auto &front : std::get<0>(sorted))
    result.emplace_back(front.begin(), front.end());
  return result;
}

std::vector<Standing> standings(const Points &points) {
  std::vector<Standing> result(points.size());
  const auto sorted = fronts(points);
  for (size_t rank = 0; rank < sorted.size(); ++rank) {
    const std::vector<size_t> &front = sorted[rank];
    Points members;
    for (size_t i : front)
      members.push_back(points[i]);
    std::vector<double> crowding(front.size(), std::numeric_limits<double>::infinity());
    if (front.size() > 2)
      crowding = pagmo::crowding_distance(members);
    for (size_t i = 0; i < front.size(); ++i) // no range in an objective makes 0 / 0
      result[front[i]] = {rank, std::isnan(crowding[i]) ? 0 : crowding[i]};
  }
  return result;
}

std::vector<size_t> survivors(const Points &points, size_t count) {
  std::vector<size_t> order(points.size());
  std::iota(order.begin(), order.end(), size_t{0});
  if (count >= points.size())
    return order;
  const std::vector<Standing> standing = standings(points);
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return standing[a].rank != standing[b].rank ? standing[a].rank < standing[b].rank
                                                : standing[a].crowding > standing[b].crowding;
  });
  order.resize(count);
  std::sort(order.begin(), order.end());
  return order;
}

std::vector<size_t> firstFront(const Points &points) {
  if (points.empty())
    return {};
  std::vector<size_t> front = fronts(points).front();
  std::sort(front.begin(), front.end());
  return front;
}

double hypervolume(Points points, const std::vector<double> &reference) {
  if (points.empty())
    return 0;
  if (reference.size() == 1) // WFG needs two
    return reference[0] - (*std::min_element(points.begin(), points.end()))[0];
  return pagmo::hvwfg().compute(points, reference);
}

double scaledHypervolume(Points points) {
  if (points.empty())
    return 0;
  const size_t dimension = points.front().size();
  for (size_t m = 0; m < dimension; ++m) {
    double low = points.front()[m], high = low;
    for (const auto &point : points) {
      low = std::min(low, point[m]);
      high = std::max(high, point[m]);
    }
    for (auto &point : points)
      point[m] = high > low ? (point[m] - low) / (high - low) : 0;
  }
  return hypervolume(std::move(points), std::vector<double>(dimension, 1.1));
}

} // namespace pnasc::search
