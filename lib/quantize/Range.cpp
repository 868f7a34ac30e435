// SPDX-License-Identifier: Apache-2.0
#include "quantize/Range.h"
#include <algorithm>
#include <cmath>

namespace pnasc::quantize {

void Bounds::include(float least, float most) {
  low = std::min(low, least);
  high = std::max(high, most);
}

ir::QuantParams paramsOf(const Bounds &bounds, const ScaleGrid &grid) {
  const double width = double(bounds.high) - double(bounds.low);
  ir::QuantParams params;
  // A tensor of zeros may have any scale; a tiny one would be too far from those around it.
  params.scale = grid.atLeast(float((width > 1e-6 ? width : 1) / 255));
  const double zero = std::nearbyint(-128.0 - double(bounds.low) / double(params.scale));
  params.zeroPoint = std::isfinite(zero) ? int32_t(std::clamp(zero, -128.0, 127.0)) : 0;
  return params;
}

void Histogram::add(const float *values, size_t count) {
  const float width = bounds.high - bounds.low;
  if (!(width > 0) || !std::isfinite(width)) // what is out of reach is told where scales settle
    return;
  const float scale = float(Bins) / width;
  for (size_t i = 0; i < count; ++i) {
    const float bin = (values[i] - bounds.low) * scale;
    ++counts[size_t(std::clamp(bin, 0.0f, float(Bins - 1)))];
  }
}

double Histogram::error(const Bounds &part) const {
  const double width = (double(bounds.high) - bounds.low) / double(Bins);
  const double step = (double(part.high) - part.low) / 255;
  double sum = 0;
  for (size_t i = 0; i < Bins; ++i) {
    const double value = bounds.low + (double(i) + 0.5) * width;
    const double beyond = std::max({0.0, part.low - value, value - part.high});
    sum += double(counts[i]) * (beyond > 0 ? beyond * beyond : step * step / 12);
  }
  return sum;
}

Bounds Histogram::clipped() const {
  Bounds best = bounds;
  double least = error(bounds);
  auto attempt = [&](const Bounds &part) {
    const double found = error(part);
    if (found < least) {
      least = found;
      best = part;
    }
  };
  // Both ends together, then each by itself.
  for (int share = 99; share >= 20; --share)
    attempt({bounds.low * float(share) / 100, bounds.high * float(share) / 100});
  for (int share = 99; share >= 20; --share)
    attempt({best.low, bounds.high * float(share) / 100});
  for (int share = 99; share >= 20; --share)
    attempt({bounds.low * float(share) / 100, best.high});
  return best;
}

} // namespace pnasc::quantize
