// SPDX-License-Identifier: Apache-2.0
// What the pooling kernels share. A global average is a pool whose window is the map.
#pragma once

#include "catalogue/kernels/Common.h"

namespace pnasc::kernels {

extern const char *const PoolParameterText;
constexpr uint64_t PoolParameterBytes = 44;

/// The node's window; the whole map for a global average.
Window poolWindow(const Site &site);
/// What the windows of all outputs read inside the map, of one channel.
struct PoolReads {
  double rows = 0, taps = 0;
};
PoolReads poolReads(const Site &site);
/// Offsets, sizes, window without gaps, and clamp: what every pool's struct has.
Fields windowFields(const Values &values, const Window &window);
/// Fields of the struct but for the table and the rescaling.
Fields poolFields(const Values &values);

} // namespace pnasc::kernels
