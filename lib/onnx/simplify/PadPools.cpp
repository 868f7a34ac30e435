// SPDX-License-Identifier: Apache-2.0
#include "onnx/Proto.h"
#include "onnx/simplify/Simplify.h"

namespace pnasc::onnx {

/// The pool's amounts as a Pad takes them, [begins, ends] with batch and channels; empty where
/// there is nothing to move.
static Sizes amountsOf(const Node &node) {
  const Sizes pads = intsOf(node, "pads");
  const bool any = llvm::any_of(pads, [](int64_t amount) { return amount != 0; });
  if (node.op_type() != "AveragePool" || node.input_size() != 1 || node.output_size() != 1 ||
      !any || pads.size() % 2 != 0 || intOf(node, "count_include_pad", 0) == 0 ||
      intOf(node, "ceil_mode", 0) != 0) // what a last window lacks is never counted
    return {};
  const auto half = ptrdiff_t(pads.size() / 2);
  Sizes amounts{0, 0};
  amounts.insert(amounts.end(), pads.begin(), pads.begin() + half);
  amounts.insert(amounts.end(), {0, 0});
  amounts.insert(amounts.end(), pads.begin() + half, pads.end());
  return amounts;
}

static void dropAttributes(Node &node, std::initializer_list<const char *> names) {
  auto &attributes = *node.mutable_attribute();
  for (int i = attributes.size(); i-- > 0;)
    if (llvm::is_contained(names, attributes[i].name()))
      attributes.DeleteSubrange(i, 1);
}

static Node padOf(const Node &pool, const Sizes &amounts, int64_t opset,
                  ::onnx::GraphProto &graph) {
  Node pad;
  pad.set_op_type("Pad");
  pad.set_name(pool.name() + "/padding");
  pad.add_input(pool.input(0));
  pad.add_output(pool.output(0) + "/padded");
  if (opset >= 11) { // amounts are an input
    ::onnx::TensorProto &constant = *graph.add_initializer();
    constant.set_name(pool.output(0) + "/amounts");
    constant.set_data_type(::onnx::TensorProto::INT64);
    constant.add_dims(int64_t(amounts.size()));
    constant.set_raw_data(amounts.data(), amounts.size() * sizeof(int64_t));
    pad.add_input(constant.name());
    return pad;
  }
  ::onnx::AttributeProto &attribute = *pad.add_attribute();
  attribute.set_name("pads");
  attribute.set_type(::onnx::AttributeProto::INTS);
  for (int64_t amount : amounts)
    attribute.add_ints(amount);
  return pad;
}

void padPools(::onnx::ModelProto &model) {
  ::onnx::GraphProto &graph = *model.mutable_graph();
  const int64_t opset = opsetOf(model);
  google::protobuf::RepeatedPtrField<Node> nodes;
  for (Node &node : *graph.mutable_node()) {
    if (const Sizes amounts = amountsOf(node); !amounts.empty()) {
      Node pad = padOf(node, amounts, opset, graph);
      node.set_input(0, pad.output(0));
      dropAttributes(node, {"pads", "count_include_pad"});
      nodes.Add(std::move(pad));
    }
    nodes.Add(std::move(node));
  }
  graph.mutable_node()->Swap(&nodes);
}

} // namespace pnasc::onnx
