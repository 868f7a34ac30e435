// SPDX-License-Identifier: Apache-2.0
// One training-free score against FLOPs: all trials coloured by architecture, the front, the chosen
// ones ringed, with their letters.
#pragma once

#include "report/Report.h"

namespace pnasc::report {

/// A, B, C ... in the order of the trials' numbers.
std::string letterOf(const Input &input, uint64_t trial);

std::string scatter(const Input &input, const ir::Objective &score);
std::string scatterLegend(const Input &input);

} // namespace pnasc::report
