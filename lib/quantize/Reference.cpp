// SPDX-License-Identifier: Apache-2.0
#include "quantize/Reference.h"
#include "catalogue/tasks/Task.h"
#include <algorithm>
#include <cmath>

namespace pnasc::quantize {

static ops::Bytes evaluate(const ir::IntegerNetwork &network, size_t index,
                           const std::vector<ops::Bytes> &tensors) {
  const ir::DeployNode &node = network.graph.nodes[index];
  ops::IntegerArguments arguments{network, node, network.values[index], {}};
  for (uint32_t input : node.inputs)
    arguments.inputs.push_back(&tensors[input]);
  const ops::Op *op = ops::find(node.op);
  assert(op && op->integer && "lower leaves only operators with an integer meaning");
  return op->integer(arguments);
}

std::vector<ops::Bytes> run(const ir::IntegerNetwork &network, const ops::Bytes &input) {
  const ir::DeployGraph &graph = network.graph;
  assert(input.size() == size_t(graph.tensors[0].shape.elements()));
  std::vector<ops::Bytes> tensors(graph.tensors.size());
  tensors[0] = input;
  for (size_t i = 0; i < graph.nodes.size(); ++i)
    tensors[graph.nodes[i].output] = evaluate(network, i, tensors);
  return tensors;
}

ops::Bytes outputs(const ir::IntegerNetwork &network, const ops::Bytes &input) {
  const ir::DeployGraph &graph = network.graph;
  std::vector<size_t> lastReader(graph.tensors.size());
  for (size_t i = 0; i < graph.nodes.size(); ++i)
    for (uint32_t tensor : graph.nodes[i].inputs)
      lastReader[tensor] = i;
  for (uint32_t tensor : graph.outputs)
    lastReader[tensor] = graph.nodes.size();
  std::vector<ops::Bytes> tensors(graph.tensors.size());
  tensors[0] = input;
  for (size_t i = 0; i < graph.nodes.size(); ++i) {
    tensors[graph.nodes[i].output] = evaluate(network, i, tensors);
    for (uint32_t tensor : graph.nodes[i].inputs)
      if (lastReader[tensor] == i)
        tensors[tensor] = {};
  }
  ops::Bytes all;
  for (uint32_t tensor : graph.outputs)
    all.insert(all.end(), tensors[tensor].begin(), tensors[tensor].end());
  return all;
}

ops::Bytes output(const ir::IntegerNetwork &network, const ops::Bytes &input) {
  ops::Bytes first = outputs(network, input);
  first.resize(size_t(network.graph.tensors[network.graph.outputs.front()].shape.elements()));
  return first;
}

std::vector<int8_t> quantizeInput(const ir::IntegerNetwork &network, const float *chw) {
  const ir::Shape &shape = network.graph.tensors[0].shape;
  const ir::QuantParams &params = network.tensors[0];
  std::vector<int8_t> hwc(size_t(shape.elements()));
  for (int64_t c = 0; c < shape.channels; ++c)
    for (int64_t p = 0; p < shape.positions(); ++p) {
      const float steps = std::nearbyint(*chw++ / params.scale) + float(params.zeroPoint);
      hwc[size_t(p * shape.channels + c)] =
          std::isnan(steps) ? int8_t(params.zeroPoint) : int8_t(std::clamp(steps, -128.0f, 127.0f));
    }
  return hwc;
}

std::vector<double> judged(const ir::IntegerNetwork &network, const ir::Split &split) {
  const ir::Shape &shape = network.graph.tensors[0].shape;
  std::vector<float> sample(size_t(shape.elements()));
  const auto judge = tasks::named(network.task).ofIntegers(network);
  for (size_t i = 0; i < split.count(); ++i) {
    split.read(i, shape, sample.data());
    judge->see(outputs(network, quantizeInput(network, sample.data())), split.label(i));
  }
  return judge->values();
}

} // namespace pnasc::quantize
