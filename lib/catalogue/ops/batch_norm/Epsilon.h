// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ir/Network.h"

namespace pnasc::ops {

/// What a batch norm adds to the variance: its attribute `epsilon`, in trillionths; 1e-5.
constexpr int64_t UsualEpsilon = 10000000;
inline double epsilonOf(const ir::Attributes &attributes) {
  return double(attributes.get("epsilon", UsualEpsilon)) / 1e12;
}

} // namespace pnasc::ops
