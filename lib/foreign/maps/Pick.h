// SPDX-License-Identifier: Apache-2.0
// Elements of an axis, each from any place of another, as bytes that move: slices with steps and
// repetitions side by side, which the target copies (the walk of its kernels). Only for this room.
#pragma once

#include "foreign/maps/Emitter.h"

namespace pnasc::foreign {

/// Neighbours that come from places in equal steps; of step 0 all from one.
struct Run {
  int64_t begin, count, step;
};
std::vector<Run> runsOf(const Sizes &from);

/// A sample seen about an axis, whose element `i` becomes that of `from[i]`: a sample of
/// [before, from.size(), after]. More runs than one concatenation takes are a matrix.
std::string picked(Emitter &emit, const std::string &value, const Around &axis, const Sizes &from);

} // namespace pnasc::foreign
