// SPDX-License-Identifier: Apache-2.0
// Order among points of several minimised objectives: fronts, crowding, hypervolume.
#pragma once

#include <cstddef>
#include <vector>

namespace pnasc::search {

using Points = std::vector<std::vector<double>>;

struct Standing {
  size_t rank = 0;     ///< 0: on the first non-dominated front
  double crowding = 0; ///< within the rank; larger is lonelier
};
std::vector<Standing> standings(const Points &points);
/// Indices of the `count` best, by rank, then by crowding, then by index; rising.
std::vector<size_t> survivors(const Points &points, size_t count);
/// Indices on the first front, rising.
std::vector<size_t> firstFront(const Points &points);
/// Of minimised points below `reference` in each objective.
double hypervolume(Points points, const std::vector<double> &reference);
/// Of points scaled to [0, 1] on themselves (worst = 1, a zero range gives 0), reference 1.1.
double scaledHypervolume(Points points);

} // namespace pnasc::search
