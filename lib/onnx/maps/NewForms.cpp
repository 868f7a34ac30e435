// SPDX-License-Identifier: Apache-2.0
#include "onnx/maps/NewForms.h"
#include "onnx/Proto.h"
#include "onnx/maps/MapForm.h"
#include <onnx/defs/schema.h>

namespace pnasc::onnx {

static bool hasInput(const Node &node, int index) {
  return index < node.input_size() && !node.input(index).empty();
}

/// Operators that the library does not know; in their place stand older ones.
static bool isNewOperator(const std::string &type) {
  return type == "Gelu" || type == "Swish" || type == "Mish";
}

static bool isNewResize(const Node &node) {
  const auto *policy = findAttribute(node, "keep_aspect_ratio_policy");
  const auto *where = findAttribute(node, "coordinate_transformation_mode");
  return findAttribute(node, "axes") || intOf(node, "antialias", 0) != 0 ||
         (policy && policy->s() != "stretch") || (where && where->s() == "half_pixel_symmetric");
}

bool isNewForm(const Node &node) {
  const std::string &type = node.op_type();
  if (isNewOperator(type))
    return true;
  if (type.rfind("Reduce", 0) == 0)
    return type != "ReduceSum" && hasInput(node, 1);
  if (type == "Split")
    return findAttribute(node, "num_outputs");
  if (type == "Pad")
    return hasInput(node, 3);
  if (type == "Resize")
    return isNewResize(node);
  const auto dilated = [&] {
    return llvm::any_of(intsOf(node, "dilations"), [](int64_t d) { return d != 1; });
  };
  return type == "AveragePool" && dilated();
}

void forgetBehindNewForms(const ::onnx::GraphProto &graph, KnownSizes &known) {
  std::set<std::string> unsure;
  for (const Node &node : graph.node()) {
    const bool behind =
        llvm::any_of(node.input(), [&](const std::string &v) { return unsure.count(v) != 0; });
    if (!behind && !isNewForm(node))
      continue;
    for (const std::string &output : node.output()) {
      unsure.insert(output);
      known.erase(output);
    }
  }
}

bool replaceNewForms(::onnx::ModelProto &model, const KnownSizes &known, int64_t batch) {
  ::onnx::GraphProto &graph = *model.mutable_graph();
  if (llvm::none_of(graph.node(), isNewForm))
    return false;
  Rewriter constants(graph, known);
  Emitter emit(model, constants, known, batch);
  bool replaced = false;
  for (const Node &node : graph.node()) {
    if (isNewForm(node) && emit.sizes(node.input(0)) && mapNode(emit, node))
      replaced = true;
    else
      emit.keep(node);
  }
  emit.commit();
  return replaced;
}

::onnx::ModelProto checkable(const ::onnx::ModelProto &model) {
  constexpr int64_t newestFormat = 8; // of ONNX 1.12
  ::onnx::ModelProto copy = model;
  copy.set_ir_version(std::min(copy.ir_version(), newestFormat));
  for (auto &output : *copy.mutable_graph()->mutable_output()) // sizes are inferred
    if (output.type().has_tensor_type())
      output.mutable_type()->mutable_tensor_type()->mutable_shape();
  for (Node &node : *copy.mutable_graph()->mutable_node()) {
    const auto *schema =
        ::onnx::OpSchemaRegistry::Schema(node.op_type(), int(opsetOf(model)), node.domain());
    if (isNewOperator(node.op_type())) {
      node.set_op_type("Identity");
      node.clear_attribute();
    }
    if (!schema || !isNewForm(node))
      continue;
    for (int i = node.attribute_size(); i-- > 0;)
      if (!schema->attributes().count(node.attribute(i).name()))
        node.mutable_attribute()->DeleteSubrange(i, 1);
    while (node.input_size() > schema->max_input())
      node.mutable_input()->RemoveLast();
  }
  return copy;
}

} // namespace pnasc::onnx
