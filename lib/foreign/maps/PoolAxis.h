// SPDX-License-Identifier: Apache-2.0
// The windows of a pool along one axis. Only for this room.
#pragma once

#include "foreign/Graph.h"

namespace pnasc::foreign {

/// Positions, the first at 0; `before` and `behind` of padding. `out` windows.
struct PoolAxis {
  int64_t size = 1, kernel = 1, stride = 1, dilation = 1, before = 0, behind = 0, out = 1;

  /// Positions of each window that count: real ones, and padding where that is asked for.
  Sizes counted(bool padding) const;
  /// Sets the number of windows; false where there is none. A last one that is not full counts with
  /// `ceil`, where it begins before the input ends.
  bool slide(bool ceil);
  /// Padding behind that the last window needs.
  int64_t reach() const;
};

/// Of a pool of maps or volumes of the sizes `in` ([batch, channels, ...]) whose padding stands in
/// numbers; empty where its attributes do not fit or there is no window.
std::vector<PoolAxis> poolAxes(const Node &node, const Sizes &in);

} // namespace pnasc::foreign
