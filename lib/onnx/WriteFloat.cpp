// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/Op.h"
#include "ir/Layout.h"
#include "onnx/Float.h"
#include "onnx/InputOrder.h"
#include "onnx/Proto.h"
#include "onnx/Ranks.h"
#include "support/Error.h"

namespace pnasc::onnx {

namespace {

std::vector<int64_t> dimsOf(const ir::Shape &shape, bool flat) {
  if (flat)
    return {shape.channels};
  return {shape.channels, shape.height, shape.width};
}

} // namespace

llvm::Expected<std::string> writeFloat(const ir::TrainedNetwork &trained, const Metadata &metadata,
                                       const ir::InputLayout &layout) {
  const ir::Network &network = trained.network;
  ::onnx::ModelProto model = newModel(network.name, metadata);
  ops::OnnxGraph graph(*model.mutable_graph());
  Ranks ranks(graph);
  std::vector<std::string> values; // by node
  for (const ir::Node &node : network.nodes)
    values.push_back(node.name);
  values[0] = writeInput(graph, values[0], network.inputShape(), layout,
                         [&](const std::string &name) { return llvm::is_contained(values, name); });
  ranks.set(values[0], false);
  for (size_t id = 1; id < network.nodes.size(); ++id) {
    const ir::Node &node = network.nodes[id];
    const ops::OnnxOp *op = ops::onnxOp(node.op);
    if (!op)
      return support::failure(support::Exit::Internal,
                              "operator '" + node.op + "' has no ONNX form");
    std::vector<std::string> inputs;
    for (ir::NodeId operand : node.inputs)
      inputs.push_back(values[operand]);
    inputs = ranks.match(node.op, std::move(inputs));
    ranks.set(node.name, ranks.makesFlat(node.op, inputs));
    const std::vector<ops::Parameter> rules = ops::parametersOf(network, node);
    for (size_t i = 0; i < rules.size(); ++i) {
      const bool turns = op->inputsFirst && rules[i].name == "weight";
      const ir::FloatArray &own = trained.parameters[id][i];
      const ir::FloatArray values = turns ? ir::exchanged(own) : own;
      inputs.push_back(
          addTensor(graph.proto, node.name + "." + rules[i].name, values.shape, values.data));
    }
    ops::writeNode(*op, {graph, node.name, node.attributes, inputs, ops::inputShapes(network, node),
                         node.name});
  }
  for (ir::NodeId output : network.outputs) {
    const std::string &value = values[output];
    setValue(*graph.proto.add_output(), value,
             dimsOf(network.nodes[output].shape, ranks.flat(value)));
  }
  return finish(model);
}

} // namespace pnasc::onnx
