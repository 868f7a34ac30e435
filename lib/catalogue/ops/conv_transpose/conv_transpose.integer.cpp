// SPDX-License-Identifier: Apache-2.0
// Each input position spreads (x - zx) * w over the accumulators of its window.
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

Bytes integer_conv_transpose(const IntegerArguments &arguments) {
  const ir::Shape &in = inputShape(arguments), &out = outputShape(arguments);
  const Window window = windowOf(arguments.node.attributes);
  const int32_t zero = inputParams(arguments).zeroPoint;
  const std::vector<int8_t> &weight = arguments.values.weight.data; // [O, kh, kw, I]
  std::vector<int32_t> sums(size_t(out.elements()), 0);
  for (int64_t y = 0; y < in.height; ++y)
    for (int64_t x = 0; x < in.width; ++x) {
      const int8_t *from = &(*arguments.inputs[0])[size_t((y * in.width + x) * in.channels)];
      for (int64_t tap = 0; tap < window.area(); ++tap) {
        const int64_t row =
            y * window.stride[0] - window.padding[0] + tap / window.kernel[1] * window.dilation[0];
        const int64_t column =
            x * window.stride[1] - window.padding[1] + tap % window.kernel[1] * window.dilation[1];
        if (row < 0 || row >= out.height || column < 0 || column >= out.width)
          continue;
        int32_t *to = &sums[size_t((row * out.width + column) * out.channels)];
        for (int64_t o = 0; o < out.channels; ++o) {
          const int8_t *w = &weight[size_t((o * window.area() + tap) * in.channels)];
          for (int64_t c = 0; c < in.channels; ++c)
            to[o] += (from[c] - zero) * w[c];
        }
      }
    }
  const std::vector<ChannelRule> rules = channelRules(arguments);
  const OutputRange range = outputRange(arguments);
  Bytes result;
  result.reserve(sums.size());
  for (size_t i = 0; i < sums.size(); ++i) {
    const ChannelRule &rule = rules[i % rules.size()];
    result.push_back(range(roundHalfUp(rule.bias + sums[i], rule.multiplier, rule.shift)));
  }
  return result;
}

} // namespace pnasc::ops
