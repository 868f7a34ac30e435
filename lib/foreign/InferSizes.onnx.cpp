// SPDX-License-Identifier: Apache-2.0
// What the library would break on is hidden from it: operators that nobody knows are passed by.
#include "foreign/InferSizes.h"
#include "foreign/Messages.onnx.h"
#include "support/Error.h"
#include "llvm/ADT/StringSwitch.h"
#include <onnx/onnx_pb.h>
#include <onnx/shape_inference/implementation.h>
#include <unordered_map>

namespace pnasc::foreign {

namespace {

/// Which input of a convolution is its weight; -1 for other nodes.
int weightOf(const Node &node) {
  return llvm::StringSwitch<int>(node.type)
      .Cases("Conv", "ConvTranspose", "ConvInteger", 1)
      .Case("QLinearConv", 3)
      .Default(-1);
}

/// What is known of values before anything is inferred.
class Origins {
public:
  explicit Origins(const Graph &graph) : graph(graph) {
    for (const Node &node : graph.nodes)
      if (!node.outputs.empty())
        makers[node.outputs[0]] = &node;
  }

  /// Whether a value surely has two dimensions.
  bool isMatrix(const std::string &value) const {
    static const std::set<std::string> same = {"Relu",    "Clip",      "Sigmoid", "Tanh",
                                               "Dropout", "LeakyRelu", "Identity"};
    const auto [origin, maker] = behind(value, same);
    if (maker)
      return maker->type == "Gemm" || maker->type == "Flatten";
    if (const Constant *constant = graph.find(origin))
      return constant->sizes.size() == 2;
    for (const Value &input : graph.inputs)
      if (input.name == origin)
        return input.dimensions.size() == 2;
    return false;
  }

  /// The constant that a weight is made of by nodes that keep its sizes.
  const Constant *weight(const std::string &value) const {
    static const std::set<std::string> same = {"DequantizeLinear", "QuantizeLinear", "Identity"};
    return graph.find(behind(value, same).first);
  }

private:
  /// Where a value comes from through nodes of such types, and what makes that.
  std::pair<std::string, const Node *> behind(std::string value,
                                              const std::set<std::string> &types) const {
    for (;;) {
      const auto at = makers.find(value);
      if (at == makers.end())
        return {value, nullptr};
      if (!types.count(at->second->type) || at->second->inputs.empty())
        return {value, at->second};
      value = at->second->inputs[0];
    }
  }

  const Graph &graph;
  std::unordered_map<std::string, const Node *> makers;
};

/// Hides the message of a node, or says in it what the library does not look after.
void guard(const Graph &graph, const Origins &origins, const Node &node,
           ::onnx::NodeProto &message) {
  const auto hide = [&] { message.set_op_type("pnasc.Hidden"); };
  // Of a shape that is not known it makes as many dimensions as that has values, be it millions.
  if (node.type == "ConstantOfShape" && !(node.hasInput(0) && graph.find(node.inputs[0])))
    return hide();
  // Before opset 7 it takes the operands' two dimensions on trust.
  constexpr int64_t looks = 7;
  if (node.type == "Gemm" && graph.opset < looks &&
      !(node.inputCount() > 1 && origins.isMatrix(node.inputs[0]) &&
        origins.isMatrix(node.inputs[1])))
    return hide();
  // A convolution without kernel_shape takes the window from its weight, whose rank it does not
  // compare with the map's; an attribute's it does. A transposed one looks at its weight all the
  // same.
  const int index = weightOf(node);
  const bool given = findAttribute(node, "kernel_shape") != nullptr;
  if (index < 0 || index >= node.inputCount() || (given && node.type != "ConvTranspose"))
    return;
  const Constant *weight = origins.weight(node.inputs[size_t(index)]);
  if (!weight || weight->sizes.size() < 3)
    return hide();
  if (given)
    return;
  auto &attribute = *message.add_attribute();
  attribute.set_name("kernel_shape");
  attribute.set_type(::onnx::AttributeProto::INTS);
  attribute.mutable_ints()->Add(weight->sizes.begin() + 2, weight->sizes.end());
}

void note(const ::onnx::ValueInfoProto &value, Inferred &inferred) {
  const auto &type = value.type().tensor_type();
  inferred.types[value.name()] = type.elem_type();
  if (!type.has_shape())
    return;
  Sizes sizes;
  for (const auto &dim : type.shape().dim()) {
    if (!dim.has_dim_value() || dim.dim_value() < 1)
      return;
    sizes.push_back(dim.dim_value());
  }
  if (elementsOf(sizes) >= 0)
    inferred.sizes[value.name()] = std::move(sizes);
}

} // namespace

llvm::Expected<Inferred> inferSizes(const Graph &graph) {
  constexpr size_t amounts = 4096; // sizes, pads, scales; of weights only their sizes matter
  ::onnx::ModelProto model;
  write(graph, model, amounts);
  const Origins origins(graph);
  int index = 0;
  for (const Node &node : graph.nodes)
    guard(graph, origins, node, *model.mutable_graph()->mutable_node(index++));
  try {
    ::onnx::shape_inference::InferShapes(model);
  } catch (const std::exception &error) {
    return support::environment("its sizes contradict each other: " +
                                llvm::StringRef(error.what()).split('\n').first.str());
  }
  Inferred inferred;
  for (const auto *list : {&model.graph().input(), &model.graph().value_info(),
                           &model.graph().output()})
    for (const auto &value : *list)
      note(value, inferred);
  return inferred;
}

} // namespace pnasc::foreign
