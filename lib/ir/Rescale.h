// SPDX-License-Identifier: Apache-2.0
// The one rule by which int32 accumulators become int8 (docs: integers):
//   y = saturate8(zp + ((int64(acc) * M + 2^(s-1)) >> s)),  2^30 <= M < 2^31, 33 <= s <= 62
#pragma once

#include <cassert>
#include <cmath>
#include <cstdint>

namespace pnasc::ir {

struct Rescale {
  int32_t multiplier = 0;
  uint8_t shift = 0;
};

/// The M and s nearest to `real`, which must lie in [0, 0.25) (the quantiser chooses output scales
/// so that it does). Below 2^-32 the result is M = 2^30 with s = 62, which rounds every int32 to 0
/// within the accuracy of the format.
inline Rescale rescaleOf(double real) {
  assert(real >= 0 && real < 0.25);
  int exponent = 0;
  double fraction = std::frexp(real, &exponent); // real = fraction * 2^exponent, fraction in [.5, 1)
  int64_t m = std::llround(fraction * 2147483648.0);
  if (m == int64_t{1} << 31) {
    m >>= 1;
    ++exponent;
  }
  int shift = 31 - exponent;
  if (real == 0 || shift > 62)
    return {1 << 30, 62};
  assert(shift >= 33);
  return {int32_t(m), uint8_t(shift)};
}

} // namespace pnasc::ir
