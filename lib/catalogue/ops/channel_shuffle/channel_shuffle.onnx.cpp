// SPDX-License-Identifier: Apache-2.0
// As its authors write it: channels as groups x rest, these two exchanged, and back.
#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include <onnx/onnx_pb.h>

namespace pnasc::ops {

static void write(const OnnxWriting &w) {
  const ir::Shape &in = w.in.front();
  const int64_t groups = w.attributes.get("groups", 1), each = in.channels / groups;
  const std::string apart = w.output + ".groups", turned = w.output + ".turned";
  w.graph.node("Reshape", apart,
               {w.inputs[0], w.graph.ints({0, groups, each, in.height, in.width})}, apart);
  setInts(w.graph.node("Transpose", turned, {apart}, turned), "perm", {0, 2, 1, 3, 4});
  w.graph.node("Reshape", w.name, {turned, w.graph.ints({0, in.channels, in.height, in.width})},
               w.output);
}

static std::optional<ir::Attributes> match(llvm::ArrayRef<const ::onnx::NodeProto *> nodes,
                                           const OnnxNumbers &constant) {
  if (nodes[0]->input_size() != 2 || nodes[2]->input_size() != 2)
    return std::nullopt;
  const auto apart = constant(nodes[0]->input(1)), back = constant(nodes[2]->input(1));
  const std::vector<int64_t> wanted{0, 2, 1, 3, 4};
  std::vector<int64_t> order;
  for (const ::onnx::AttributeProto &attribute : nodes[1]->attribute())
    if (attribute.name() == "perm")
      order.assign(attribute.ints().begin(), attribute.ints().end());
  if (!apart || !back || apart->size() != 5 || back->size() != 4 || order != wanted)
    return std::nullopt;
  const bool joins = (*back)[1] == (*apart)[1] * (*apart)[2] || (*back)[1] == -1;
  if (!joins || (*apart)[1] < 1)
    return std::nullopt;
  ir::Attributes attributes;
  attributes.set("groups", {int64_t((*apart)[1])});
  return attributes;
}

const OnnxOp &onnx_channel_shuffle() {
  static const OnnxOp op = [] {
    OnnxOp op{"channel_shuffle", {}, write};
    op.chain = {"Reshape", "Transpose", "Reshape"};
    op.match = match;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
