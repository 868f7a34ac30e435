// SPDX-License-Identifier: Apache-2.0
#include "onnx/quantised/ContribForms.h"
#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include "onnx/Proto.h"
#include "llvm/ADT/StringSwitch.h"

namespace pnasc::onnx {

namespace {

using ::onnx::TensorProto;

/// ONNX's operator between the bytes, and how many operands it has.
struct Plain {
  const char *type = nullptr;
  int operands = 1;
};

Plain plainOf(llvm::StringRef type) {
  return llvm::StringSwitch<Plain>(type)
      .Case("QLinearAdd", {"Add", 2})
      .Case("QLinearMul", {"Mul", 2})
      .Case("QLinearGlobalAveragePool", {"GlobalAveragePool"})
      .Case("QLinearAveragePool", {"AveragePool"})
      .Case("QLinearSigmoid", {"Sigmoid"})
      .Case("QLinearLeakyRelu", {"LeakyRelu"})
      .Case("QLinearSoftmax", {"Softmax"})
      .Default({});
}

class Speller {
public:
  explicit Speller(::onnx::GraphProto &graph) : graph(graph) {
    for (const TensorProto &tensor : graph.initializer())
      constants[tensor.name()] = &tensor;
  }

  void run() {
    for (const Node &node : graph.node())
      if (node.domain() != "com.microsoft" || !spell(node))
        *written.Add() = node;
    graph.mutable_node()->Swap(&written);
  }

private:
  bool spell(const Node &node) {
    if (node.output_size() != 1 || intOf(node, "channels_last", 0) != 0)
      return false;
    const std::string &type = node.op_type();
    if (type == "QLinearConcat")
      return concat(node);
    if (type == "QGemm")
      return gemm(node);
    const Plain plain = plainOf(type);
    const int scales = 3 * plain.operands;
    if (!plain.type || node.input_size() < scales + 2)
      return false;
    std::vector<std::string> operands;
    for (int i = 0; i < scales; i += 3)
      operands.push_back(dequantised(node, i));
    Node &made = add(plain.type, node, operands, node.output(0) + "/real");
    made.mutable_attribute()->CopyFrom(node.attribute());
    for (int i = made.attribute_size(); i-- > 0;)
      if (made.attribute(i).name() == "channels_last" || made.attribute(i).name() == "opset")
        made.mutable_attribute()->DeleteSubrange(i, 1);
    quantise(node, scales, scales + 1);
    return true;
  }

  /// Scale and zero point of the result come first.
  bool concat(const Node &node) {
    if (node.input_size() < 5 || (node.input_size() - 2) % 3 != 0)
      return false;
    std::vector<std::string> operands;
    for (int i = 2; i < node.input_size(); i += 3)
      operands.push_back(dequantised(node, i));
    add("Concat", node, operands, node.output(0) + "/real")
        .mutable_attribute()
        ->CopyFrom(node.attribute());
    quantise(node, 0, 1);
    return true;
  }

  /// A (its scale, zero point), B (its own), C, then those of the result. Features become 1x1 maps.
  bool gemm(const Node &node) {
    const auto *alpha = findAttribute(node, "alpha");
    const auto weight = node.input_size() > 3 ? constants.find(node.input(3)) : constants.end();
    if (node.input_size() < 9 || node.input(7).empty() || (alpha && alpha->f() != 1) ||
        intOf(node, "transA", 0) != 0 || weight == constants.end() ||
        weight->second->dims_size() != 2 || weight->second->raw_data().empty())
      return false;
    const std::string maps = node.output(0) + "/maps", result = node.output(0) + "/channels";
    const std::string kernel =
        kernelOf(*weight->second, intOf(node, "transB", 0) != 0, node.output(0) + "/weight");
    const std::string open = addTensor<int64_t>(graph, maps + ".sizes", {4}, {0, -1, 1, 1});
    add("Reshape", node, {node.input(0), open}, maps);
    std::vector<std::string> operands{maps};
    for (int i : {1, 2})
      operands.push_back(node.input(i));
    operands.push_back(kernel);
    for (int i : {4, 5, 7, 8, 6})
      operands.push_back(node.input(i));
    if (operands.back().empty())
      operands.pop_back();
    add("QLinearConv", node, operands, result);
    ops::setInt(add("Flatten", node, {result}, node.output(0)), "axis", 1);
    return true;
  }

  /// [I, O], or [O, I] where it is turned, as [O, I, 1, 1].
  std::string kernelOf(const TensorProto &weight, bool turned, const std::string &name) {
    const int64_t first = weight.dims(0), second = weight.dims(1);
    TensorProto kernel = weight;
    kernel.set_name(name);
    kernel.clear_dims();
    for (int64_t size : {turned ? first : second, turned ? second : first, int64_t{1}, int64_t{1}})
      kernel.add_dims(size);
    std::string &bytes = *kernel.mutable_raw_data();
    for (int64_t i = 0; !turned && i < int64_t(bytes.size()); ++i)
      bytes[size_t(i % second * first + i / second)] = weight.raw_data()[size_t(i)];
    *graph.add_initializer() = std::move(kernel);
    return name;
  }

  /// Operand `i`, its scale and its zero point.
  std::string dequantised(const Node &node, int i) {
    const std::string name = node.output(0) + "/operand" + std::to_string(i);
    add("DequantizeLinear", node, {node.input(i), node.input(i + 1), node.input(i + 2)}, name);
    return name;
  }

  void quantise(const Node &node, int scale, int zero) {
    add("QuantizeLinear", node, {node.output(0) + "/real", node.input(scale), node.input(zero)},
        node.output(0));
  }

  Node &add(const char *type, const Node &from, const std::vector<std::string> &inputs,
            const std::string &output) {
    Node &node = *written.Add();
    node.set_op_type(type);
    node.set_name(from.name().empty() ? output : from.name() + "/" + type);
    for (const std::string &input : inputs)
      node.add_input(input);
    node.add_output(output);
    return node;
  }

  ::onnx::GraphProto &graph;
  std::map<std::string, const TensorProto *> constants;
  ::google::protobuf::RepeatedPtrField<Node> written;
};

} // namespace

bool isContribForm(const Node &node) {
  const std::string &type = node.op_type();
  return node.domain() == "com.microsoft" &&
         (plainOf(type).type || type == "QLinearConcat" || type == "QGemm");
}

void spellContribForms(::onnx::GraphProto &graph) { Speller(graph).run(); }

} // namespace pnasc::onnx
