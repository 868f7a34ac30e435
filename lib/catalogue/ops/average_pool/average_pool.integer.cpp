// SPDX-License-Identifier: Apache-2.0
// The mean of the real values under the window (ONNX: count_include_pad = 0), so near the border
// the divisor, and with it the multiplier, is smaller.
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"
#include "ir/Rescale.h"
#include <algorithm>

namespace pnasc::ops {

namespace {

/// The part of a window along one axis that lies inside [0, size).
struct Span {
  int64_t first, last; ///< half open
  Span(int64_t position, int64_t stride, int64_t padding, int64_t kernel, int64_t size)
      : first(std::max<int64_t>(0, position * stride - padding)),
        last(std::min(size, position * stride - padding + kernel)) {}
  int64_t length() const { return std::max<int64_t>(0, last - first); }
};

} // namespace

Bytes integer_average_pool(const IntegerArguments &arguments) {
  const ir::Shape &in = inputShape(arguments), &out = outputShape(arguments);
  const ir::QuantParams &params = inputParams(arguments);
  const OutputRange range = outputRange(arguments);
  const Window window = windowOf(arguments.node.attributes);
  std::vector<int32_t> sums(static_cast<size_t>(in.channels));
  Bytes result;
  result.reserve(size_t(out.elements()));
  for (int64_t y = 0; y < out.height; ++y)
    for (int64_t x = 0; x < out.width; ++x) {
      const Span rows(y, window.stride[0], window.padding[0], window.kernel[0], in.height);
      const Span columns(x, window.stride[1], window.padding[1], window.kernel[1], in.width);
      const int64_t n = std::max<int64_t>(1, rows.length() * columns.length());
      const ir::Rescale rescale =
          ir::averageRescale(params.scale, outputParams(arguments).scale, n);
      std::fill(sums.begin(), sums.end(), 0);
      for (int64_t row = rows.first; row < rows.last; ++row)
        for (int64_t column = columns.first; column < columns.last; ++column)
          for (int64_t c = 0; c < in.channels; ++c)
            sums[size_t(c)] +=
                (*arguments.inputs[0])[size_t((row * in.width + column) * in.channels + c)] -
                params.zeroPoint;
      for (int32_t sum : sums)
        result.push_back(range(roundHalfEven(int64_t(sum) * rescale.multiplier, rescale.shift)));
    }
  return result;
}

} // namespace pnasc::ops
