// SPDX-License-Identifier: Apache-2.0
#include "onnx/InferShapes.h"
#include "onnx/Constants.h"
#include "onnx/Proto.h"
#include "onnx/Rewriter.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/StringSwitch.h"
#include <onnx/shape_inference/implementation.h>
#include <set>

namespace pnasc::onnx {

namespace {

/// Which input of a convolution is its weight; -1 for other nodes.
int weightOf(const Node &node) {
  return llvm::StringSwitch<int>(node.op_type())
      .Cases("Conv", "ConvTranspose", "ConvInteger", 1)
      .Case("QLinearConv", 3)
      .Default(-1);
}

void addInts(Node &node, const char *name, const Sizes &values) {
  ::onnx::AttributeProto &attribute = *node.add_attribute();
  attribute.set_name(name);
  attribute.set_type(::onnx::AttributeProto::INTS);
  attribute.mutable_ints()->Add(values.begin(), values.end());
}

/// Whether a value surely has two dimensions.
bool isMatrix(const ::onnx::GraphProto &graph, const Constants &constants, std::string value) {
  for (int i = graph.node_size(); i-- > 0;) { // what makes it stands before what reads it
    const Node &node = graph.node(i);
    if (node.output_size() == 0 || node.output(0) != value)
      continue;
    static const std::set<std::string> same = {"Relu",    "Clip",      "Sigmoid", "Tanh",
                                               "Dropout", "LeakyRelu", "Identity"};
    if (same.count(node.op_type()) == 0 || node.input_size() == 0)
      return node.op_type() == "Gemm" || node.op_type() == "Flatten";
    value = node.input(0);
  }
  if (const ::onnx::TensorProto *constant = constants.find(value))
    return constant->dims_size() == 2;
  for (const auto &input : graph.input())
    if (input.name() == value)
      return input.type().tensor_type().shape().dim_size() == 2;
  return false;
}

/// Before opset 7 the library takes the operands' two dimensions on trust.
bool isTrusting(const ::onnx::ModelProto &model, const Constants &constants, const Node &node) {
  if (node.op_type() != "Gemm" || opsetOf(model) >= 7)
    return false;
  return node.input_size() < 2 || !isMatrix(model.graph(), constants, node.input(0)) ||
         !isMatrix(model.graph(), constants, node.input(1));
}

/// The constant that a weight is made of by nodes that keep its sizes.
const ::onnx::TensorProto *weightConstant(const ::onnx::GraphProto &graph,
                                          const Constants &constants, std::string value) {
  if (const ::onnx::TensorProto *constant = constants.find(value))
    return constant;
  for (int i = graph.node_size(); i-- > 0;) { // what makes it stands before what reads it
    const Node &node = graph.node(i);
    static const std::set<std::string> same = {"DequantizeLinear", "QuantizeLinear", "Identity"};
    if (node.output_size() > 0 && node.output(0) == value && same.count(node.op_type()) != 0 &&
        node.input_size() > 0)
      value = node.input(0);
  }
  return constants.find(value);
}

} // namespace

void inferShapes(::onnx::ModelProto &model) {
  // What the library would break on is hidden from it: operators that nobody knows are passed by.
  ::onnx::GraphProto &graph = *model.mutable_graph();
  const Constants constants(graph);
  std::vector<std::pair<Node *, std::string>> hidden;
  const auto restore = llvm::make_scope_exit([&] {
    for (auto &[node, type] : hidden)
      node->set_op_type(type);
  });
  const auto hide = [&](Node &node) {
    hidden.push_back({&node, node.op_type()});
    node.set_op_type("pnasc.Hidden");
  };
  for (Node &node : *graph.mutable_node()) {
    // Of a shape that is not known it makes as many dimensions as that has values, be it millions.
    const bool vast = node.op_type() == "ConstantOfShape" && node.input_size() > 0 &&
                      !constants.find(node.input(0));
    if (vast || isTrusting(model, constants, node)) {
      hide(node);
      continue;
    }
    // A convolution without kernel_shape takes the window from its weight, whose rank the library
    // does not compare with the map's; an attribute's it does. A transposed one looks at its weight
    // all the same.
    const int index = weightOf(node);
    const bool given = findAttribute(node, "kernel_shape") != nullptr;
    if (index < 0 || index >= node.input_size() || (given && node.op_type() != "ConvTranspose"))
      continue;
    const ::onnx::TensorProto *weight = weightConstant(graph, constants, node.input(index));
    const Sizes sizes = weight ? shapeOf(*weight) : Sizes{};
    if (sizes.size() < 3)
      hide(node);
    else if (!given)
      addInts(node, "kernel_shape", {sizes.begin() + 2, sizes.end()});
  }
  ::onnx::shape_inference::InferShapes(model);
}

} // namespace pnasc::onnx
