// SPDX-License-Identifier: Apache-2.0
#include "ir/Dataset.h"
#include <algorithm>

namespace pnasc::ir {
namespace {

/// The two stored positions that a position of the enlarged axis lies between.
struct Between {
  int64_t low, high;
  float share; ///< of the higher
};

/// Centres of positions lie at half; in front of the first and behind the last one there is only
/// that one.
Between between(int64_t position, int64_t stored, int64_t wanted) {
  const double at = (double(position) + 0.5) * double(stored) / double(wanted) - 0.5;
  const double inside = std::clamp(at, 0.0, double(stored - 1));
  const auto low = int64_t(inside);
  return {low, std::min(low + 1, stored - 1), float(inside - double(low))};
}

} // namespace

Labels oneEach(const std::vector<int32_t> &numbers) {
  Labels labels;
  for (int32_t number : numbers)
    labels.push_back({number});
  return labels;
}

Shape Split::storedShape(const Shape &shape) const { return stored.channels ? stored : shape; }

llvm::ArrayRef<int32_t> Split::label(size_t index) const {
  if (labelEnds.empty())
    return labels[index];
  const size_t from = index == 0 ? 0 : labelEnds[index - 1];
  return llvm::makeArrayRef(labels).slice(from, labelEnds[index] - from);
}

void Split::read(size_t index, const Shape &shape, float *out) const {
  const Shape from = storedShape(shape);
  const float *in = &samples[index * size_t(from.elements())];
  if (from == shape) {
    std::copy_n(in, shape.elements(), out);
    return;
  }
  std::vector<Between> columns;
  for (int64_t x = 0; x < shape.width; ++x)
    columns.push_back(between(x, from.width, shape.width));
  for (int64_t c = 0; c < shape.channels; ++c, in += from.positions())
    for (int64_t y = 0; y < shape.height; ++y) {
      const Between row = between(y, from.height, shape.height);
      const float *upper = in + row.low * from.width, *lower = in + row.high * from.width;
      for (const Between &column : columns) {
        const float left = upper[column.low] + row.share * (lower[column.low] - upper[column.low]);
        const float right =
            upper[column.high] + row.share * (lower[column.high] - upper[column.high]);
        *out++ = left + column.share * (right - left);
      }
    }
}

} // namespace pnasc::ir
