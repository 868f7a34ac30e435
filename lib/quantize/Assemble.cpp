// SPDX-License-Identifier: Apache-2.0
#include "quantize/Assemble.h"
#include "catalogue/ops/shared/Integer.h"
#include "ir/Layout.h"
#include "quantize/Groups.h"
#include "quantize/Scales.h"
#include "support/Error.h"
#include "support/Units.h"
#include <algorithm>
#include <cmath>

namespace pnasc::quantize {

namespace {

constexpr double BiasLimit = 0x1p30;   ///< leaves the accumulator as much again for the products
constexpr double Headroom = 4.01;      ///< input scale * weight scale * 4.01 <= output scale
constexpr double TableMargin = 2.5e-4; ///< steps; more than float functions are off

float largest(const std::vector<float> &values) {
  return *std::max_element(values.begin(), values.end());
}

/// Channels whose weights are (almost) all zero get a scale in which their bias still fits.
std::vector<float> scalesWithBias(const FoldedValues &values, float inputScale) {
  std::vector<float> scales = weightScales(values);
  for (size_t o = 0; o < values.bias.size(); ++o)
    scales[o] = std::max(
        scales[o], float(std::fabs(double(values.bias[o])) / (double(inputScale) * BiasLimit)));
  return scales;
}

ir::IntegerValues integerValues(const FoldedValues &values, float inputScale, float outputScale) {
  ir::IntegerValues integers;
  for (float least : scalesWithBias(values, inputScale))
    integers.weightScales.push_back(weightScale(least, inputScale, outputScale));
  const size_t outputs = integers.weightScales.size(), row = values.weight.data.size() / outputs;
  ir::Array<int8_t> weight{values.weight.shape, {}};
  weight.data.reserve(values.weight.data.size());
  for (size_t o = 0; o < outputs; ++o) {
    const double scale = integers.weightScales[o];
    for (size_t i = o * row; i < (o + 1) * row; ++i) {
      const double steps = std::nearbyint(double(values.weight.data[i]) / scale);
      weight.data.push_back(int8_t(std::clamp(steps, -127.0, 127.0)));
    }
    if (values.bias.empty())
      continue;
    const double bias = std::nearbyint(double(values.bias[o]) / (double(inputScale) * scale));
    integers.bias.push_back(int32_t(std::clamp(bias, -BiasLimit, BiasLimit)));
  }
  integers.weight = weight.shape.size() == 4 ? ir::channelsLast(weight) : std::move(weight);
  return integers;
}

} // namespace

std::vector<float> weightScales(const FoldedValues &values) {
  const auto outputs = size_t(values.weight.shape.front());
  const size_t row = values.weight.data.size() / outputs;
  std::vector<float> scales(outputs);
  for (size_t o = 0; o < outputs; ++o)
    for (size_t i = o * row; i < (o + 1) * row; ++i)
      scales[o] = std::max(scales[o], std::fabs(values.weight.data[i]) / 127);
  // Far below its neighbours a channel's weights say nothing, and tiny scales would overflow.
  const float least = std::max(largest(scales) * 0x1p-20f, 1e-12f);
  for (float &scale : scales)
    scale = std::max(scale, least);
  return scales;
}

/// The smallest scale that the node's output may have, as the others are.
static float leastOutputScale(const ir::DeployNode &node, const FoldedValues &values,
                              const std::vector<ir::QuantParams> &tensors, const ScaleGrid &grid) {
  const ir::QuantParams &in = tensors[node.inputs[0]], &out = tensors[node.output];
  if (!values.weight.data.empty())
    return float(Headroom * in.scale * largest(scalesWithBias(values, in.scale)));
  ir::QuantParams least = out;
  int tries = node.tabulated ? 64 : 0; // one table in eight needs another scale
  for (; tries > 0 && tieDistance(node, in, least) < TableMargin; --tries)
    least.scale = grid.atLeast(least.scale * 1.001f);
  return least.scale;
}

/// A network may let values grow until no float holds what int8 steps stand for.
static llvm::Error outOfReach(const std::string &name, double scale) {
  return support::failure(support::Exit::Spec,
                          "the values of '" + name + "' are out of reach: int8 would need steps of " +
                              support::exactText(scale) + ", up to 2^60 are possible");
}
constexpr float MostScale = 0x1p60f;

llvm::Error settleScales(const ir::DeployGraph &graph, const Folded &folded,
                         std::vector<ir::QuantParams> &tensors) {
  const std::vector<uint32_t> group = sharedParams(graph);
  const std::vector<ScaleGrid> grids = scaleGrids(graph);
  for (size_t t = 0; t < tensors.size(); ++t)
    if (!(tensors[t].scale <= MostScale))
      return outOfReach(graph.tensors[t].name, double(tensors[t].scale));
  // Scales only ever rise, from inputs to outputs; many more rounds than nodes means a circle.
  for (size_t round = 0; round <= graph.nodes.size() + 16; ++round) {
    bool changed = false;
    for (size_t i = 0; i < graph.nodes.size(); ++i) {
      const ir::DeployNode &node = graph.nodes[i];
      const float needed = leastOutputScale(node, folded[i], tensors, grids[node.output]);
      if (!(needed <= MostScale))
        return outOfReach(graph.tensors[node.output].name, double(needed));
      if (tensors[node.output].scale >= needed)
        continue;
      changed = true;
      for (size_t t = 0; t < tensors.size(); ++t)
        if (group[t] == group[node.output])
          tensors[t].scale = grids[t].atLeast(needed);
    }
    if (!changed)
      return llvm::Error::success();
  }
  return support::failure(support::Exit::Internal,
                          "quantisation of '" + graph.name +
                              "' found no scales that keep every rescaling below 1/4");
}

llvm::Expected<ir::IntegerNetwork> assemble(const ir::DeployGraph &graph, const Folded &folded,
                                            std::vector<ir::QuantParams> tensors,
                                            const ir::Dataset &data) {
  if (llvm::Error error = settleScales(graph, folded, tensors))
    return error;
  ir::IntegerNetwork network;
  network.graph = graph;
  network.tensors = std::move(tensors);
  for (size_t i = 0; i < graph.nodes.size(); ++i) {
    const ir::DeployNode &node = graph.nodes[i];
    network.values.emplace_back();
    const ir::QuantParams &in = network.tensors[node.inputs[0]],
                          &out = network.tensors[node.output];
    if (!folded[i].weight.data.empty())
      network.values.back() = integerValues(folded[i], in.scale, out.scale);
    if (node.tabulated)
      network.values.back().table = ops::tableOf(node.op, node.attributes, in, out);
  }
  network.task = data.task;
  network.labels = data.labels;
  network.inputMean = data.mean;
  network.inputDeviation = data.deviation;
  return network;
}

} // namespace pnasc::quantize
