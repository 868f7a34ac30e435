// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/clip/Bounds.h"
#include "ir/Layout.h"
#include "onnx/InputOrder.h"
#include "onnx/Integer.h"
#include "onnx/Properties.h"
#include "onnx/Proto.h"
#include "onnx/Ranks.h"
#include "support/Error.h"

namespace pnasc::onnx {

namespace {

/// Values of a tensor: "x" in float before rounding, "x.q" int8, "x.dq" float again.
class Writer {
public:
  Writer(const ir::IntegerNetwork &network, ::onnx::GraphProto &proto)
      : network(network), tensors(network.graph.tensors), graph(proto), ranks(graph) {}

  llvm::Error write() {
    const auto taken = [&](const std::string &name) {
      const auto isCalled = [&](const auto &one) { return one.name == name; };
      return llvm::any_of(tensors, isCalled) || llvm::any_of(network.graph.nodes, isCalled);
    };
    const std::string input =
        writeInput(graph, tensors[0].name, tensors[0].shape, network.layout, taken);
    ranks.set(roundValue(tensors[0].name, 0, input), false);
    for (size_t i = 0; i < network.graph.nodes.size(); ++i)
      if (llvm::Error error = writeNode(i))
        return error;
    for (uint32_t output : network.graph.outputs) {
      const ir::Shape &shape = tensors[output].shape;
      const std::string value = tensors[output].name + ".dq";
      if (ranks.flat(value))
        setValue(*graph.proto.add_output(), value, {shape.channels});
      else
        setValue(*graph.proto.add_output(), value, {shape.channels, shape.height, shape.width});
    }
    return llvm::Error::success();
  }

private:
  /// QuantizeLinear and DequantizeLinear behind the float value `from`, or of one that is that
  /// value in the network's order.
  std::string roundValue(const std::string &from, uint32_t tensor, std::string read = "") {
    const ir::QuantParams &params = network.tensors[tensor];
    const std::string &name = tensors[tensor].name;
    if (from == name) {
      addTensor<float>(graph.proto, name + ".scale", {}, {params.scale});
      addTensor<int8_t>(graph.proto, name + ".zero", {}, {int8_t(params.zeroPoint)});
    }
    const std::string scale = name + ".scale", zero = name + ".zero";
    read = read.empty() ? from : read;
    graph.node("QuantizeLinear", from + ".q", {read, scale, zero}, from + ".q");
    graph.node("DequantizeLinear", from + ".dq", {from + ".q", scale, zero}, from + ".dq");
    return from + ".dq";
  }

  void round(uint32_t tensor, bool flat) {
    ranks.set(roundValue(tensors[tensor].name, tensor), flat);
  }

  /// Operands in float, flattened maps rounded once more, as every operator is.
  std::vector<std::string> operands(const ir::DeployNode &node) {
    std::vector<std::string> values;
    for (uint32_t tensor : node.inputs)
      values.push_back(tensors[tensor].name + ".dq");
    const std::vector<std::string> plain = values;
    values = ranks.match(node.op, values);
    for (size_t i = 0; i < values.size(); ++i)
      if (values[i] != plain[i]) {
        const std::string rounded = values[i] + ".dq";
        if (reshaped.insert({values[i], rounded}).second)
          roundValue(values[i], node.inputs[i]);
        ranks.set(rounded, ranks.flat(values[i]));
        values[i] = rounded;
      }
    return values;
  }

  void addWeights(const ir::DeployNode &node, const ir::IntegerValues &values, bool inputsFirst,
                  std::vector<std::string> &inputs) {
    const ir::Shape &in = tensors[node.inputs[0]].shape;
    auto weight = values.weight.shape.size() == 4 ? ir::channelsFirst(values.weight)
                                                  : ir::featuresFirst(values.weight, in);
    if (inputsFirst)
      weight = ir::exchanged(weight);
    const auto outputs = int64_t(values.weightScales.size());
    std::vector<float> biasScales;
    for (float scale : values.weightScales)
      biasScales.push_back(network.tensors[node.inputs[0]].scale * scale);
    const std::string w = node.name + ".weight", b = node.name + ".bias";
    addTensor(graph.proto, w, weight.shape, weight.data);
    addTensor(graph.proto, w + ".scale", {outputs}, values.weightScales);
    addTensor(graph.proto, w + ".zero", {outputs}, std::vector<int8_t>(size_t(outputs)));
    addTensor(graph.proto, b, {outputs}, values.bias);
    addTensor(graph.proto, b + ".scale", {outputs}, biasScales);
    ops::setInt(
        graph.node("DequantizeLinear", w + ".dq", {w, w + ".scale", w + ".zero"}, w + ".dq"),
        "axis", inputsFirst ? 1 : 0);
    ops::setInt(graph.node("DequantizeLinear", b + ".dq", {b, b + ".scale"}, b + ".dq"), "axis", 0);
    inputs.push_back(w + ".dq");
    inputs.push_back(b + ".dq");
  }

  /// Slopes: they stand as they are, and have no bias.
  void addSlopes(const ir::DeployNode &node, const ir::IntegerValues &values,
                 std::vector<std::string> &inputs) {
    const auto slopes = int64_t(values.weightScales.size());
    const std::string s = node.name + ".slope";
    addTensor(graph.proto, s, values.weight.shape, values.weight.data);
    addTensor(graph.proto, s + ".scale", {slopes}, values.weightScales);
    addTensor(graph.proto, s + ".zero", {slopes}, std::vector<int8_t>(size_t(slopes)));
    ops::setInt(
        graph.node("DequantizeLinear", s + ".dq", {s, s + ".scale", s + ".zero"}, s + ".dq"),
        "axis", 0);
    inputs.push_back(s + ".dq");
  }

  llvm::Error writeNode(size_t index) {
    const ir::DeployNode &node = network.graph.nodes[index];
    const ops::OnnxOp *op = ops::onnxOp(node.op);
    if (!op)
      return support::failure(support::Exit::Internal,
                              "operator '" + node.op + "' has no ONNX form");
    std::vector<std::string> inputs = operands(node);
    const bool flat = ranks.makesFlat(node.op, inputs);
    if (!network.values[index].bias.empty())
      addWeights(node, network.values[index], op->inputsFirst, inputs);
    else if (!network.values[index].weight.data.empty())
      addSlopes(node, network.values[index], inputs);
    const std::string &result = tensors[node.output].name;
    const bool clamp = node.clamp != ir::Clamp::None;
    const std::string value = clamp ? result + ".unclamped" : result;
    std::vector<ir::Shape> in;
    for (uint32_t tensor : node.inputs)
      in.push_back(tensors[tensor].shape);
    ops::writeNode(*op, {graph, node.name, node.attributes, inputs, in, value});
    if (clamp)
      writeClamp(node, value, result);
    round(node.output, flat);
    return llvm::Error::success();
  }

  void writeClamp(const ir::DeployNode &node, const std::string &value, const std::string &result) {
    ir::Attributes attributes;
    if (node.clamp == ir::Clamp::Clip)
      ops::setBounds(attributes, {node.bounds[0], node.bounds[1]});
    const char *op = node.clamp == ir::Clamp::Clip   ? "clip"
                     : node.clamp == ir::Clamp::Relu ? "relu"
                                                     : "relu6";
    ops::writeNode(
        *ops::onnxOp(op),
        {graph, node.name + ".clamp", attributes, {value}, {tensors[node.output].shape}, result});
  }

  const ir::IntegerNetwork &network;
  const std::vector<ir::DeployTensor> &tensors;
  ops::OnnxGraph graph;
  Ranks ranks;
  std::map<std::string, std::string> reshaped; ///< flattened value -> its rounded form
};

} // namespace

llvm::Expected<std::string> writeInteger(const ir::IntegerNetwork &network,
                                         const std::map<std::string, std::string> &metadata) {
  std::map<std::string, std::string> properties = metadata;
  addProperties(network, properties);
  ::onnx::ModelProto model = newModel(network.graph.name, properties);
  if (llvm::Error error = Writer(network, *model.mutable_graph()).write())
    return error;
  return finish(model);
}

} // namespace pnasc::onnx
