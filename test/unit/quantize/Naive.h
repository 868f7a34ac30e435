// SPDX-License-Identifier: Apache-2.0
// What an integer network should compute, in double on dequantised values and by the plainest
// loops: each operator is judged on the integers that reach it.
#pragma once

#include "catalogue/ops/shared/Rules.h"
#include "ir/Integer.h"
#include <algorithm>
#include <cmath>
#include <optional>

namespace naive {

using namespace pnasc;

struct Real {
  const ir::IntegerNetwork &network;
  const std::vector<ops::Bytes> &tensors;
  const ir::DeployNode &node;
  const ir::IntegerValues &values;

  double at(size_t input, int64_t y, int64_t x, int64_t c) const {
    const uint32_t id = node.inputs[input];
    const ir::Shape &s = network.graph.tensors[id].shape;
    const ir::QuantParams &p = network.tensors[id];
    return double(p.scale) *
           (tensors[id][size_t((y * s.width + x) * s.channels + c)] - p.zeroPoint);
  }
  double weight(int64_t o, int64_t i) const {
    const int64_t row = int64_t(values.weight.data.size() / values.weightScales.size());
    return double(values.weightScales[size_t(o)]) * values.weight.data[size_t(o * row + i)];
  }
  double bias(int64_t o) const {
    return double(values.bias[size_t(o)]) * values.weightScales[size_t(o)] *
           network.tensors[node.inputs[0]].scale;
  }

  double window(int64_t y, int64_t x, int64_t c) const {
    const ops::Window w = ops::windowOf(node.attributes);
    const ir::Shape &in = network.graph.tensors[node.inputs[0]].shape;
    const int64_t groups = node.attributes.get("groups", 1), depth = in.channels / groups;
    const int64_t group = node.op == "conv" ? c / (node.attributes.get("channels", 1) / groups) : 0;
    double sum = 0, most = -1e30;
    int64_t n = 0;
    for (int64_t ky = 0; ky < w.kernel[0]; ++ky)
      for (int64_t kx = 0; kx < w.kernel[1]; ++kx) {
        const int64_t row = y * w.stride[0] - w.padding[0] + ky * w.dilation[0];
        const int64_t column = x * w.stride[1] - w.padding[1] + kx * w.dilation[1];
        if (row < 0 || column < 0 || row >= in.height || column >= in.width)
          continue;
        ++n;
        if (node.op == "conv") {
          for (int64_t i = 0; i < depth; ++i)
            sum += at(0, row, column, group * depth + i) *
                   weight(c, (ky * w.kernel[1] + kx) * depth + i);
        } else {
          sum += at(0, row, column, c);
          most = std::max(most, at(0, row, column, c));
        }
      }
    return node.op == "conv" ? sum + bias(c) : node.op == "max_pool" ? most : sum / double(n);
  }

  double linear(int64_t c) const {
    double sum = bias(c);
    const ir::Shape &in = network.graph.tensors[node.inputs[0]].shape;
    for (int64_t i = 0; i < in.elements(); ++i)
      sum += at(0, 0, 0, i) * weight(c, i);
    return sum;
  }

  double concat(int64_t y, int64_t x, int64_t c) const {
    size_t input = 0;
    while (c >= network.graph.tensors[node.inputs[input]].shape.channels)
      c -= network.graph.tensors[node.inputs[input++]].shape.channels;
    return at(input, y, x, c);
  }

  double mean(int64_t c) const {
    const ir::Shape &in = network.graph.tensors[node.inputs[0]].shape;
    double sum = 0;
    for (int64_t p = 0; p < in.positions(); ++p)
      sum += at(0, 0, p, c);
    return sum / double(in.positions());
  }

  /// Operators on single values; nothing for others.
  std::optional<double> function(double v) const {
    if (node.op == "sigmoid")
      return 1 / (1 + std::exp(-v));
    if (node.op == "hard_sigmoid")
      return std::min(std::max(v / 6 + 0.5, 0.0), 1.0);
    if (node.op == "hard_swish")
      return v * std::min(std::max(v + 3, 0.0), 6.0) / 6;
    if (node.op == "silu")
      return v / (1 + std::exp(-v));
    if (node.op == "leaky_relu")
      return v > 0 ? v : v / 100;
    return std::nullopt;
  }

  double slope(int64_t c) const { return weight(values.weightScales.size() == 1 ? 0 : c, 0); }

  double product(int64_t y, int64_t x, int64_t c) const {
    double result = 1;
    for (size_t i : {0, 1}) {
      const bool one = network.graph.tensors[node.inputs[i]].shape.positions() == 1;
      result *= at(i, one ? 0 : y, one ? 0 : x, c);
    }
    return result;
  }

  double softmax(int64_t y, int64_t x, int64_t c) const {
    double sum = 0;
    for (int64_t i = 0; i < network.graph.tensors[node.inputs[0]].shape.channels; ++i)
      sum += std::exp(at(0, y, x, i) - at(0, y, x, c));
    return 1 / sum;
  }

  /// Every input position and tap that meets this output.
  double transposed(int64_t y, int64_t x, int64_t c) const {
    const ops::Window w = ops::windowOf(node.attributes);
    const ir::Shape &in = network.graph.tensors[node.inputs[0]].shape;
    double sum = bias(c);
    for (int64_t row = 0; row < in.height; ++row)
      for (int64_t column = 0; column < in.width; ++column)
        for (int64_t tap = 0; tap < w.area(); ++tap) {
          const int64_t ty = row * w.stride[0] + tap / w.kernel[1] - w.padding[0];
          const int64_t tx = column * w.stride[1] + tap % w.kernel[1] - w.padding[1];
          for (int64_t i = 0; ty == y && tx == x && i < in.channels; ++i)
            sum += at(0, row, column, i) * weight(c, tap * in.channels + i);
        }
    return sum;
  }

  double value(int64_t y, int64_t x, int64_t c) const {
    if (const auto answer = function(at(0, 0, 0, 0)))
      return *function(at(0, y, x, c));
    if (node.op == "prelu")
      return at(0, y, x, c) * (at(0, y, x, c) > 0 ? 1 : slope(c));
    if (node.op == "multiply")
      return product(y, x, c);
    if (node.op == "softmax")
      return softmax(y, x, c);
    if (node.op == "log_softmax")
      return std::log(softmax(y, x, c));
    if (node.op == "conv_transpose")
      return transposed(y, x, c);
    if (node.op == "upsample")
      return at(0, y / node.attributes.list("factor")[0], x / node.attributes.list("factor")[1], c);
    if (node.op == "conv" || node.op == "max_pool" || node.op == "average_pool")
      return window(y, x, c);
    if (node.op == "linear")
      return linear(c);
    if (node.op == "concat")
      return concat(y, x, c);
    if (node.op == "global_average_pool")
      return mean(c);
    if (node.op == "add")
      return at(0, y, x, c) + at(1, y, x, c);
    return at(0, y, x, c); // relu, relu6: the clamp below
  }

  double clamped(double v) const {
    const bool six = node.clamp == ir::Clamp::Relu6 || node.op == "relu6";
    if (six || node.clamp == ir::Clamp::Relu || node.op == "relu")
      v = std::max(v, 0.0);
    return six ? std::min(v, 6.0) : v;
  }
};

/// Largest difference, in steps of the output, over all tensors that operators wrote.
inline int worstStep(const ir::IntegerNetwork &network, const std::vector<ops::Bytes> &tensors) {
  int worst = 0;
  for (size_t i = 0; i < network.graph.nodes.size(); ++i) {
    const ir::DeployNode &node = network.graph.nodes[i];
    const Real real{network, tensors, node, network.values[i]};
    const ir::Shape &out = network.graph.tensors[node.output].shape;
    const ir::QuantParams &params = network.tensors[node.output];
    size_t at = 0;
    for (int64_t y = 0; y < out.height; ++y)
      for (int64_t x = 0; x < out.width; ++x)
        for (int64_t c = 0; c < out.channels; ++c) {
          const double steps =
              std::nearbyint(real.clamped(real.value(y, x, c)) / params.scale) + params.zeroPoint;
          const int expected = int(std::clamp(steps, -128.0, 127.0));
          worst = std::max(worst, std::abs(expected - tensors[node.output][at++]));
        }
  }
  return worst;
}

} // namespace naive
