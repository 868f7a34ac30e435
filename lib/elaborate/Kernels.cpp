// SPDX-License-Identifier: Apache-2.0
// Whether anything runs an operator of these shapes on the target: asked where a call of it can
// still be pointed at, so that lowering need not.
#include "catalogue/kernels/Refusal.h"
#include "catalogue/ops/shared/Op.h"
#include "elaborate/Interpreter.h"

namespace pnasc::elaborate {

/// The node as lowering hands it to a kernel; what it dissolves or fuses is tried by itself.
static ir::DeployNode deployed(const ir::Node &node, llvm::ArrayRef<ir::Shape> inputs) {
  const ops::Op &op = *ops::find(node.op);
  ir::DeployNode deploy;
  deploy.op = node.op;
  deploy.attributes = node.attributes;
  deploy.tabulated = bool(op.function);
  if (op.walk)
    deploy.walk = op.walk(node.attributes, inputs.front(), node.shape);
  if (op.traits.lowering == ops::Lowering::Scale) { // where nothing takes it: a depthwise one
    deploy.op = "conv";
    deploy.attributes.set("groups", {node.shape.channels});
  }
  for (uint32_t i = 0; i < inputs.size(); ++i)
    deploy.inputs.push_back(i);
  if (op.traits.lowering == ops::Lowering::Chain) // two at a time
    deploy.inputs.resize(2);
  deploy.output = uint32_t(inputs.size());
  return deploy;
}

void Interpreter::demandKernel(const ir::Node &node, support::Span place) const {
  const ops::Lowering lowering = ops::traitsOf(node.op).lowering;
  if (lowering == ops::Lowering::Input || lowering == ops::Lowering::Flatten)
    return;
  const auto inputs = ops::inputShapes(network, node);
  ir::DeployGraph graph;
  for (const ir::Shape &shape : inputs)
    graph.tensors.push_back({"", shape});
  graph.tensors.push_back({"", node.shape});
  if (std::string why = kernels::refusal(graph, deployed(node, inputs)); !why.empty())
    stop(std::move(why), place);
}

} // namespace pnasc::elaborate
