// SPDX-License-Identifier: Apache-2.0
// From the values a tensor takes to its scale and zero point. Clipping rare large values costs less
// than the coarser steps that would keep them, so the bounds are those of least mean squared error
// over a histogram (Nagel et al. 2021, arXiv 2106.08295, section 3.1).
#pragma once

#include "ir/Integer.h"
#include "quantize/Scales.h"
#include <cstdint>
#include <vector>

namespace pnasc::quantize {

struct Bounds {
  float low = 0, high = 0; ///< low <= 0 <= high: zero is a value of every tensor
  void include(float least, float most);
};

/// 256 steps over the bounds or a little more, as the grid has it; zero is met exactly.
ir::QuantParams paramsOf(const Bounds &bounds, const ScaleGrid &grid);

/// Counts of values over fixed bounds.
class Histogram {
public:
  static constexpr size_t Bins = 2048;
  Histogram() = default;
  explicit Histogram(const Bounds &bounds) : bounds(bounds), counts(Bins) {}
  void add(const float *values, size_t count);
  /// The part of the bounds with the least squared error in 8 bits.
  Bounds clipped() const;

private:
  double error(const Bounds &part) const;

  Bounds bounds;
  std::vector<uint64_t> counts;
};

} // namespace pnasc::quantize
