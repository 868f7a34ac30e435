// SPDX-License-Identifier: Apache-2.0
// The bounds of a clip, in billionths on its node.
#pragma once

#include "catalogue/ops/shared/Rules.h"
#include <algorithm>

namespace pnasc::ops {

/// A bound this far out, 4 * 10^9, is none.
constexpr int64_t Unbounded = 4 * Billionths * Billionths;

struct Bounds {
  double low, high;
};

inline Bounds boundsOf(const ir::Attributes &attributes) {
  return {realAttribute(attributes, "low", -Unbounded),
          realAttribute(attributes, "high", Unbounded)};
}

/// As a clamp of the deployment graph has them.
inline std::array<float, 2> clipBounds(const ir::Attributes &attributes) {
  const Bounds bounds = boundsOf(attributes);
  return {float(bounds.low), float(bounds.high)};
}

inline void setBounds(ir::Attributes &attributes, const Bounds &bounds) {
  const double most = double(Unbounded / Billionths);
  attributes.set("low", {bounds.low > -most ? billionths(bounds.low) : -Unbounded});
  attributes.set("high", {bounds.high < most ? billionths(bounds.high) : Unbounded});
}

} // namespace pnasc::ops
