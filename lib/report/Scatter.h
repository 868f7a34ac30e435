// SPDX-License-Identifier: Apache-2.0
// One training-free score against FLOPs: all trials coloured by architecture, the front, the chosen
// ones ringed, with their letters.
#pragma once

#include "report/Report.h"

namespace pnasc::report {

/// A, B, C ... in the order of the trials' numbers.
std::string letterOf(const Search &search, uint64_t trial);

std::string scatter(const Search &search, const ir::Objective &score);
std::string scatterLegend(const Search &search);

} // namespace pnasc::report
