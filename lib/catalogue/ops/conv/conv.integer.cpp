// SPDX-License-Identifier: Apache-2.0
// acc[o] = bias[o] + sum over the window of (x - zx) * w; padding holds zx and so adds nothing. The
// window is gathered once for all output channels of a group; depthwise runs along the channels.
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"
#include <algorithm>

namespace pnasc::ops {

namespace {

struct Convolution {
  explicit Convolution(const IntegerArguments &arguments)
      : in(inputShape(arguments)), out(outputShape(arguments)),
        window(windowOf(arguments.node.attributes)),
        groups(arguments.node.attributes.get("groups", 1)), depth(in.channels / groups),
        input(widened(arguments.inputs[0]->data(), arguments.inputs[0]->size(),
                      inputParams(arguments).zeroPoint)),
        weight(
            widened(arguments.values.weight.data.data(), arguments.values.weight.data.size(), 0)),
        rules(channelRules(arguments)), range(outputRange(arguments)),
        result(size_t(out.elements())) {}

  /// The input's channels at tap (ky, kx) of output position (y, x); null in the padding.
  const int16_t *at(int64_t y, int64_t x, int64_t ky, int64_t kx) const {
    const int64_t row = y * window.stride[0] - window.padding[0] + ky * window.dilation[0];
    const int64_t column = x * window.stride[1] - window.padding[1] + kx * window.dilation[1];
    const bool inside = row >= 0 && row < in.height && column >= 0 && column < in.width;
    return inside ? &input[size_t((row * in.width + column) * in.channels)] : nullptr;
  }

  int8_t finish(int32_t sum, int64_t o) const {
    const ChannelRule &rule = rules[size_t(o)];
    return range(roundHalfUp(rule.bias + sum, rule.multiplier, rule.shift));
  }

  Bytes grouped();
  Bytes depthwise();

  const ir::Shape &in, &out;
  const Window window;
  const int64_t groups, depth;
  const std::vector<int16_t> input, weight;
  const std::vector<ChannelRule> rules;
  const OutputRange range;
  Bytes result;
};

Bytes Convolution::grouped() {
  const int64_t taps = window.area() * depth, share = out.channels / groups;
  std::vector<int16_t> patch(static_cast<size_t>(taps));
  for (int64_t p = 0; p < out.positions() * groups; ++p) {
    const int64_t position = p / groups, group = p % groups;
    int16_t *next = patch.data();
    for (int64_t ky = 0; ky < window.kernel[0]; ++ky)
      for (int64_t kx = 0; kx < window.kernel[1]; ++kx, next += depth)
        if (const int16_t *from = at(position / out.width, position % out.width, ky, kx))
          std::copy_n(from + group * depth, depth, next);
        else
          std::fill_n(next, depth, 0);
    for (int64_t o = group * share; o < (group + 1) * share; ++o)
      result[size_t(position * out.channels + o)] =
          finish(dot(patch.data(), &weight[size_t(o * taps)], taps), o);
  }
  return std::move(result);
}

/// One output channel for each input channel: weights turned to [tap][channel].
Bytes Convolution::depthwise() {
  const int64_t channels = in.channels, taps = window.area();
  std::vector<int16_t> turned(weight.size());
  for (int64_t c = 0; c < channels; ++c)
    for (int64_t t = 0; t < taps; ++t)
      turned[size_t(t * channels + c)] = weight[size_t(c * taps + t)];
  std::vector<int32_t> sums(static_cast<size_t>(channels));
  for (int64_t position = 0; position < out.positions(); ++position) {
    std::fill(sums.begin(), sums.end(), 0);
    for (int64_t t = 0; t < taps; ++t) {
      const int16_t *from = at(position / out.width, position % out.width, t / window.kernel[1],
                               t % window.kernel[1]);
      if (!from)
        continue;
      const int16_t *w = &turned[size_t(t * channels)];
      int32_t *sum = sums.data();
      for (int64_t c = 0; c < channels; ++c)
        sum[c] += int32_t(from[c]) * w[c];
    }
    for (int64_t c = 0; c < channels; ++c)
      result[size_t(position * channels + c)] = finish(sums[size_t(c)], c);
  }
  return std::move(result);
}

} // namespace

Bytes integer_conv(const IntegerArguments &arguments) {
  Convolution convolution(arguments);
  const bool depthwise = convolution.depth == 1 && convolution.groups == convolution.out.channels;
  return depthwise ? convolution.depthwise() : convolution.grouped();
}

} // namespace pnasc::ops
