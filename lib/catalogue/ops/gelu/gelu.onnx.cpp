// SPDX-License-Identifier: Apache-2.0
// An operator of its own only since opset 20; before, and here, Mul(Mul(x, 1 + Erf(x / sqrt(2))),
// 1/2).
#include "catalogue/ops/OnnxOp.onnx.h"
#include <onnx/onnx_pb.h>

namespace pnasc::ops {

static void write(const OnnxWriting &w) {
  const std::string &x = w.inputs[0], &y = w.output;
  w.graph.node("Div", w.name + ".div", {x, w.graph.scalar(float(M_SQRT2))}, y + ".div");
  w.graph.node("Erf", w.name + ".erf", {y + ".div"}, y + ".erf");
  w.graph.node("Add", w.name + ".add", {y + ".erf", w.graph.scalar(1)}, y + ".add");
  w.graph.node("Mul", w.name + ".gate", {x, y + ".add"}, y + ".gate");
  w.graph.node("Mul", w.name, {y + ".gate", w.graph.scalar(0.5f)}, y);
}

/// The operand of `node` beside `value`; empty where there is none.
static std::string beside(const ::onnx::NodeProto &node, const std::string &value) {
  if (node.input_size() != 2 || (node.input(0) != value && node.input(1) != value))
    return "";
  return node.input(node.input(0) == value ? 1 : 0);
}

static std::optional<ir::Attributes> match(llvm::ArrayRef<const ::onnx::NodeProto *> nodes,
                                           const OnnxNumbers &constant) {
  const std::string &x = nodes[0]->input(0);
  const auto is = [&](size_t index, double wanted) {
    const std::string &before = index == 0 ? x : nodes[index - 1]->output(0);
    const auto value = constant(beside(*nodes[index], before));
    return value && value->size() == 1 && std::fabs(value->front() - wanted) < 1e-6;
  };
  const bool gated = beside(*nodes[3], nodes[2]->output(0)) == x;
  return gated && is(0, M_SQRT2) && is(2, 1) && is(4, 0.5) ? std::optional(ir::Attributes())
                                                           : std::nullopt;
}

const OnnxOp &onnx_gelu() {
  static const OnnxOp op = [] {
    OnnxOp op{"gelu", {}, write};
    op.chain = {"Div", "Erf", "Add", "Mul", "Mul"};
    op.match = match;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
