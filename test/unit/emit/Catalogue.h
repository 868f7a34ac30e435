// SPDX-License-Identifier: Apache-2.0
// Networks of any operators of the catalogue as integer networks with random values, to set emitted
// C against the integer reference.
#pragma once

#include "catalogue/ops/shared/Integer.h"
#include "emit/Emit.h"
#include "lower/Lower.h"
#include "quantize/Groups.h"
#include "quantize/Networks.h"
#include "quantize/Reference.h"

namespace catalogue {

using namespace pnasc;
using networks::Builder;
using networks::Pairs;

/// Random scales and zero points, equal where operators move bytes.
inline std::vector<ir::QuantParams> randomParams(const ir::DeployGraph &graph,
                                                 support::SequentialRandom &random) {
  const std::vector<uint32_t> group = quantize::sharedParams(graph);
  std::vector<ir::QuantParams> params;
  for (size_t t = 0; t < group.size(); ++t)
    params.push_back(group[t] == t ? ir::QuantParams{float(0.03 + 0.04 * random.uniform()),
                                                     int32_t(random.below(256)) - 128}
                                   : params[group[t]]);
  for (const ir::DeployNode &node : graph.nodes) // as calibration has it
    if (const auto &range = ops::traitsOf(node.op).range;
        range && group[node.output] == node.output)
      params[node.output] = {((*range)[1] - (*range)[0]) / 255, -128};
  for (size_t t = 0; t < group.size(); ++t)
    params[t] = params[group[t]];
  return params;
}

inline ir::IntegerValues randomValues(const ir::IntegerNetwork &network, const ir::DeployNode &node,
                                      const std::vector<int64_t> &shape,
                                      support::SequentialRandom &random) {
  ir::IntegerValues values;
  values.weight.shape = shape;
  const int64_t count = ir::Array<int8_t>::count(shape), row = count / shape[0];
  for (int64_t i = 0; i < count; ++i)
    values.weight.data.push_back(int8_t(int64_t(random.below(255)) - 127));
  const double typical = 60 / (std::sqrt(double(row)) * 5400 + 1000);
  for (int64_t o = 0; o < shape[0]; ++o) {
    const double real = std::min(0.24, typical * (0.3 + 1.5 * random.uniform()));
    values.weightScales.push_back(
        float(real * network.tensors[node.output].scale / network.tensors[node.inputs[0]].scale));
    values.bias.push_back(int32_t(random.below(40001)) - 20000);
  }
  return values;
}

/// Of both signs, and up to some 1.3; about one in ten is 0.
inline ir::IntegerValues randomSlopes(const std::vector<int64_t> &shape,
                                      support::SequentialRandom &random) {
  ir::IntegerValues values;
  values.weight.shape = shape;
  for (int64_t i = 0; i < ir::Array<int8_t>::count(shape); ++i) {
    values.weight.data.push_back(random.coin(0.1) ? 0 : int8_t(int64_t(random.below(255)) - 127));
    values.weightScales.push_back(float(0.01 * (0.2 + 0.8 * random.uniform())));
  }
  return values;
}

inline ir::IntegerNetwork integerNetwork(const ir::Network &network, llvm::StringRef core,
                                         uint64_t seed) {
  support::SequentialRandom random(support::CounterRandom(seed, "catalogue"));
  ir::IntegerNetwork result;
  result.graph = lower::lower(network, core);
  result.graph.name = "test";
  if (core.empty())
    lower::chooseKernels(result.graph);
  result.tensors = randomParams(result.graph, random);
  result.labels = {"a", "b"};
  for (const ir::DeployNode &node : result.graph.nodes) {
    result.values.emplace_back();
    if (node.tabulated)
      result.values.back().table = ops::tableOf(
          node.op, node.attributes, result.tensors[node.inputs[0]], result.tensors[node.output]);
    std::vector<ir::Shape> shapes{result.graph.tensors[node.inputs[0]].shape};
    if (node.op == "prelu")
      result.values.back() =
          randomSlopes(ops::find(node.op)->parameters(node.attributes, shapes)[0].shape, random);
    if (!ops::traitsOf(node.op).weighted)
      continue;
    if (node.op == "linear")
      shapes[0] = {shapes[0].elements(), 1, 1};
    std::vector<int64_t> shape = ops::find(node.op)->parameters(node.attributes, shapes)[0].shape;
    if (shape.size() == 4) // channels last
      shape = {shape[0], shape[2], shape[3], shape[1]};
    result.values.back() = randomValues(result, node, shape, random);
  }
  return result;
}

/// Inputs, one of them of extremes, and what the reference answers.
inline emit::Vectors vectors(const ir::IntegerNetwork &network, uint64_t seed) {
  support::SequentialRandom random(support::CounterRandom(seed, "inputs"));
  emit::Vectors all;
  for (int v = 0; v < 3; ++v) {
    ops::Bytes input;
    for (uint64_t i = 0; i < network.graph.tensors[0].bytes(); ++i)
      input.push_back(v == 0 ? (random.coin(0.5) ? -128 : 127)
                             : int8_t(int64_t(random.below(256)) - 128));
    all.outputs.push_back(quantize::outputs(network, input));
    all.inputs.push_back(std::move(input));
  }
  return all;
}

} // namespace catalogue
