// SPDX-License-Identifier: Apache-2.0
// Random integer networks and what they must answer, by plain evaluation of the definitions: 64-bit
// sums over every tap, no folding, no tables.
#pragma once

#include "catalogue/kernels/Kernel.h"
#include "ir/Integer.h"
#include "ir/Rescale.h"
#include "support/Random.h"
#include <algorithm>
#include <cmath>

namespace nets {

using namespace pnasc;
using Bytes = std::vector<int8_t>;

/// Builds a network node by node; every call returns the id of the tensor it makes.
class Builder {
public:
  Builder(uint64_t seed, ir::Shape input, llvm::StringRef core)
      : random(support::CounterRandom(seed, "nets")) {
    net.graph.name = "test";
    net.graph.core = core.str();
    net.graph.tensors.push_back({"input", input});
    net.tensors.push_back(params());
    net.labels = {"calm", "\"storm\""};
  }

  uint32_t conv(uint32_t in, int64_t channels, std::vector<int64_t> kernel,
                std::vector<int64_t> stride, std::vector<int64_t> padding,
                std::vector<int64_t> dilation = {1, 1}, int64_t groups = 1,
                ir::Clamp clamp = ir::Clamp::None) {
    const ir::Shape from = shape(in);
    ir::DeployNode node = nodeOf("conv", {in}, clamp);
    node.attributes.set("kernel", kernel);
    node.attributes.set("stride", stride);
    node.attributes.set("padding", padding);
    node.attributes.set("dilation", dilation);
    node.attributes.set("groups", {groups});
    auto extent = [&](int64_t size, size_t d) {
      return (size + padding[d] + padding[d + 2] - (kernel[d] - 1) * dilation[d] - 1) / stride[d] +
             1;
    };
    return weighted(std::move(node), {channels, extent(from.height, 0), extent(from.width, 1)},
                    {channels, kernel[0], kernel[1], from.channels / groups});
  }
  uint32_t linear(uint32_t in, int64_t features, ir::Clamp clamp = ir::Clamp::None) {
    const int64_t inputs = shape(in).elements();
    return weighted(nodeOf("linear", {in}, clamp), {features, 1, 1}, {features, inputs});
  }
  uint32_t add(uint32_t a, uint32_t b, ir::Clamp clamp = ir::Clamp::None) {
    return append(nodeOf("add", {a, b}, clamp), shape(a), params());
  }
  uint32_t concat(std::vector<uint32_t> inputs, ir::Clamp clamp = ir::Clamp::None) {
    ir::Shape out = shape(inputs[0]);
    out.channels = 0;
    for (uint32_t input : inputs) {
      out.channels += shape(input).channels;
      net.tensors[input] = net.tensors[inputs[0]];
    }
    return append(nodeOf("concat", inputs, clamp), out, net.tensors[inputs[0]]);
  }
  uint32_t relu(uint32_t in, bool six) {
    return append(nodeOf(six ? "relu6" : "relu", {in}, ir::Clamp::None), shape(in),
                  net.tensors[in]);
  }
  uint32_t pool(uint32_t in, bool average, std::vector<int64_t> kernel, std::vector<int64_t> stride,
                std::vector<int64_t> padding) {
    const ir::Shape from = shape(in);
    ir::DeployNode node = nodeOf(average ? "average_pool" : "max_pool", {in}, ir::Clamp::None);
    node.attributes.set("kernel", kernel);
    node.attributes.set("stride", stride);
    node.attributes.set("padding", padding);
    auto extent = [&](int64_t size, size_t d) {
      return (size + padding[d] + padding[d + 2] - kernel[d]) / stride[d] + 1;
    };
    return append(std::move(node), {from.channels, extent(from.height, 0), extent(from.width, 1)},
                  average ? like(net.tensors[in].scale) : net.tensors[in]);
  }
  uint32_t zeros(uint32_t in) {
    return append(nodeOf("zeros", {in}, ir::Clamp::None), shape(in), like(net.tensors[in].scale));
  }
  uint32_t globalAverage(uint32_t in) {
    return append(nodeOf("global_average_pool", {in}, ir::Clamp::None), {shape(in).channels, 1, 1},
                  like(net.tensors[in].scale));
  }

  const ir::Shape &shape(uint32_t tensor) const { return net.graph.tensors[tensor].shape; }
  ir::IntegerNetwork finish(uint32_t output) {
    net.graph.outputs = {output};
    for (ir::DeployNode &node : net.graph.nodes)
      if (const kernels::Kernel *kernel = kernels::choose(net.graph, node))
        node.kernel = kernel->name;
    return net;
  }

  support::SequentialRandom random;

private:
  ir::QuantParams params() { return like(0.05f); }
  /// Wide zero points at times, so that clamps bite.
  ir::QuantParams like(float scale) {
    return {scale * float(0.6 + random.uniform()), int32_t(random.below(256)) - 128};
  }
  ir::DeployNode nodeOf(const char *op, std::vector<uint32_t> inputs, ir::Clamp clamp) {
    ir::DeployNode node;
    node.op = op;
    node.name = std::string(op) + std::to_string(net.graph.nodes.size());
    node.inputs = std::move(inputs);
    node.clamp = clamp;
    return node;
  }
  uint32_t append(ir::DeployNode node, ir::Shape out, ir::QuantParams quant) {
    node.output = uint32_t(net.graph.tensors.size());
    net.graph.tensors.push_back({node.name, out});
    net.graph.nodes.push_back(std::move(node));
    net.tensors.push_back(quant);
    net.values.resize(net.graph.nodes.size());
    return net.graph.nodes.back().output;
  }
  uint32_t weighted(ir::DeployNode node, ir::Shape out, std::vector<int64_t> weightShape) {
    const ir::QuantParams in = net.tensors[node.inputs[0]];
    ir::QuantParams quant = params();
    const int64_t channels = weightShape[0], count = ir::Array<int8_t>::count(weightShape);
    const uint32_t id = append(std::move(node), out, quant);
    ir::IntegerValues &values = net.values.back();
    values.weight.shape = weightShape;
    for (int64_t i = 0; i < count; ++i)
      values.weight.data.push_back(int8_t(int64_t(random.below(255)) - 127));
    // Sums of so many products of bytes then fill the output's range.
    const double typical = 60 / (std::sqrt(double(count / channels)) * 5400 + 1000);
    for (int64_t o = 0; o < channels; ++o) {
      const double real = std::min(0.24, typical * (0.3 + 1.5 * random.uniform()));
      values.weightScales.push_back(float(real * quant.scale / in.scale));
      values.bias.push_back(int32_t(random.below(40001)) - 20000);
    }
    return id;
  }

  ir::IntegerNetwork net;
};

inline int64_t halfEven(int64_t t, unsigned shift) {
  const int64_t unit = int64_t{1} << shift;
  int64_t q = t / unit, r = t % unit;
  if (r < 0) {
    r += unit;
    --q;
  }
  return q + (2 * r > unit || (2 * r == unit && q % 2 != 0));
}

/// Plain evaluation of one network on one input.
class Evaluator {
public:
  explicit Evaluator(const ir::IntegerNetwork &net) : net(net), tensors(net.graph.tensors.size()) {}

  Bytes operator()(const Bytes &input) {
    tensors[0] = input;
    for (size_t n = 0; n < net.graph.nodes.size(); ++n)
      evaluate(n);
    return tensors[net.graph.outputs[0]];
  }

private:
  struct Map {
    const Bytes &bytes;
    ir::Shape shape;
    bool has(int64_t y, int64_t x) const {
      return y >= 0 && y < shape.height && x >= 0 && x < shape.width;
    }
    int64_t at(int64_t y, int64_t x, int64_t c) const {
      return bytes[size_t((y * shape.width + x) * shape.channels + c)];
    }
  };

  Map input(const ir::DeployNode &node, size_t i = 0) const {
    return {tensors[node.inputs[i]], net.graph.tensors[node.inputs[i]].shape};
  }
  int8_t limited(const ir::DeployNode &node, int64_t value) const {
    const ir::QuantParams &q = net.tensors[node.output];
    int64_t low = -128, high = 127;
    if (node.clamp != ir::Clamp::None || node.op == "relu" || node.op == "relu6")
      low = q.zeroPoint;
    if (node.clamp == ir::Clamp::Relu6 || node.op == "relu6")
      high = ir::quantizedSix(q.scale, q.zeroPoint);
    return int8_t(std::clamp(value, low, high));
  }
  int64_t attribute(const ir::DeployNode &node, const char *name, size_t i,
                    int64_t fallback) const {
    return node.attributes.has(name) ? node.attributes.list(name)[i] : fallback;
  }
  int8_t channel(size_t n, size_t o, int64_t sum) const {
    const ir::DeployNode &node = net.graph.nodes[n];
    const ir::Rescale r =
        ir::channelRescale(net.tensors[node.inputs[0]].scale, net.values[n].weightScales[o],
                           net.tensors[node.output].scale);
    const int64_t rounded = (sum * r.multiplier + (int64_t{1} << (r.shift - 1))) >> r.shift;
    return limited(node, net.tensors[node.output].zeroPoint + rounded);
  }

  void evaluate(size_t n) {
    const ir::DeployNode &node = net.graph.nodes[n];
    Bytes &out = tensors[node.output];
    out.clear();
    const ir::Shape shape = net.graph.tensors[node.output].shape;
    for (int64_t y = 0; y < shape.height; ++y)
      for (int64_t x = 0; x < shape.width; ++x)
        for (int64_t c = 0; c < shape.channels; ++c)
          out.push_back(value(n, y, x, c));
  }

  int8_t value(size_t n, int64_t y, int64_t x, int64_t c) const {
    const ir::DeployNode &node = net.graph.nodes[n];
    if (node.op == "conv")
      return conv(n, y, x, c);
    if (node.op == "linear")
      return linear(n, size_t(c));
    if (node.op == "add")
      return sum(node, y, x, c);
    if (node.op == "concat") {
      size_t i = 0;
      for (; c >= input(node, i).shape.channels; ++i)
        c -= input(node, i).shape.channels;
      return limited(node, input(node, i).at(y, x, c));
    }
    if (node.op == "relu" || node.op == "relu6")
      return limited(node, input(node).at(y, x, c));
    if (node.op == "zeros")
      return int8_t(net.tensors[node.output].zeroPoint);
    return pool(node, y, x, c);
  }

  int8_t conv(size_t n, int64_t y, int64_t x, int64_t o) const {
    const ir::DeployNode &node = net.graph.nodes[n];
    const Map in = input(node);
    const ir::IntegerValues &v = net.values[n];
    const int64_t zero = net.tensors[node.inputs[0]].zeroPoint, depth = v.weight.shape[3];
    const int64_t group = o / (v.weight.shape[0] / node.attributes.get("groups", 1));
    int64_t sum = v.bias[size_t(o)];
    size_t w = size_t(o * v.weight.shape[1] * v.weight.shape[2] * depth);
    for (int64_t ky = 0; ky < v.weight.shape[1]; ++ky)
      for (int64_t kx = 0; kx < v.weight.shape[2]; ++kx)
        for (int64_t c = 0; c < depth; ++c, ++w) {
          const int64_t iy = y * attribute(node, "stride", 0, 1) +
                             ky * attribute(node, "dilation", 0, 1) -
                             attribute(node, "padding", 0, 0);
          const int64_t ix = x * attribute(node, "stride", 1, 1) +
                             kx * attribute(node, "dilation", 1, 1) -
                             attribute(node, "padding", 1, 0);
          if (in.has(iy, ix))
            sum += (in.at(iy, ix, group * depth + c) - zero) * v.weight.data[w];
        }
    return channel(n, size_t(o), sum);
  }
  int8_t linear(size_t n, size_t o) const {
    const ir::DeployNode &node = net.graph.nodes[n];
    const Bytes &in = tensors[node.inputs[0]];
    int64_t sum = net.values[n].bias[o];
    for (size_t i = 0; i < in.size(); ++i)
      sum += (in[i] - net.tensors[node.inputs[0]].zeroPoint) *
             net.values[n].weight.data[o * in.size() + i];
    return channel(n, o, sum);
  }
  int8_t sum(const ir::DeployNode &node, int64_t y, int64_t x, int64_t c) const {
    const ir::QuantParams &a = net.tensors[node.inputs[0]], &b = net.tensors[node.inputs[1]],
                          &out = net.tensors[node.output];
    const ir::SumRescale r = ir::addRescale(a.scale, b.scale, out.scale);
    const int64_t t = (input(node, 0).at(y, x, c) - a.zeroPoint) * int64_t(r.a) +
                      (input(node, 1).at(y, x, c) - b.zeroPoint) * int64_t(r.b);
    return limited(node, out.zeroPoint + halfEven(t, r.shift));
  }
  int8_t pool(const ir::DeployNode &node, int64_t y, int64_t x, int64_t c) const {
    const Map in = input(node);
    const bool global = node.op == "global_average_pool";
    const int64_t kh = global ? in.shape.height : attribute(node, "kernel", 0, 1);
    const int64_t kw = global ? in.shape.width : attribute(node, "kernel", 1, 1);
    int64_t count = 0, total = 0, most = -128;
    for (int64_t ky = 0; ky < kh; ++ky)
      for (int64_t kx = 0; kx < kw; ++kx) {
        const int64_t iy =
            y * attribute(node, "stride", 0, 1) + ky - attribute(node, "padding", 0, 0);
        const int64_t ix =
            x * attribute(node, "stride", 1, 1) + kx - attribute(node, "padding", 1, 0);
        if (!in.has(iy, ix))
          continue;
        ++count;
        total += in.at(iy, ix, c) - net.tensors[node.inputs[0]].zeroPoint;
        most = std::max(most, in.at(iy, ix, c));
      }
    if (node.op == "max_pool")
      return limited(node, most);
    const ir::QuantParams &out = net.tensors[node.output];
    const ir::Rescale r = ir::averageRescale(net.tensors[node.inputs[0]].scale, out.scale, count);
    return limited(node, out.zeroPoint + halfEven(total * r.multiplier, r.shift));
  }

  const ir::IntegerNetwork &net;
  std::vector<Bytes> tensors;
};

} // namespace nets
