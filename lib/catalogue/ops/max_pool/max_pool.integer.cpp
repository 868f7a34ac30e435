// SPDX-License-Identifier: Apache-2.0
// The largest real value under the window; padding never wins. Scale and zero point stay the
// input's.
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"
#include <algorithm>

namespace pnasc::ops {

Bytes integer_max_pool(const IntegerArguments &arguments) {
  const ir::Shape &in = inputShape(arguments), &out = outputShape(arguments);
  const OutputRange range = outputRange(arguments);
  const Window window = windowOf(arguments.node.attributes);
  const Bytes &input = *arguments.inputs[0];
  Bytes result(size_t(out.elements()), int8_t(range.low));
  for (int64_t y = 0; y < out.height; ++y)
    for (int64_t x = 0; x < out.width; ++x) {
      int8_t *to = &result[size_t((y * out.width + x) * out.channels)];
      for (int64_t t = 0; t < window.area(); ++t) {
        const int64_t row =
            y * window.stride[0] - window.padding[0] + t / window.kernel[1] * window.dilation[0];
        const int64_t column =
            x * window.stride[1] - window.padding[1] + t % window.kernel[1] * window.dilation[1];
        if (row < 0 || row >= in.height || column < 0 || column >= in.width)
          continue;
        const int8_t *from = &input[size_t((row * in.width + column) * in.channels)];
        for (int64_t c = 0; c < in.channels; ++c)
          to[c] = std::max(to[c], from[c]);
      }
    }
  for (int8_t &value : result)
    value = std::min(value, int8_t(range.high));
  return result;
}

} // namespace pnasc::ops
