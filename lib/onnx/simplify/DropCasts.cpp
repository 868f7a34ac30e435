// SPDX-License-Identifier: Apache-2.0
#include "onnx/simplify/Simplify.h"

namespace pnasc::onnx {

static bool makesFloats(Rewriter &graph, const Node &node) {
  if (node.op_type() == "CastLike" && node.input_size() == 2)
    return !graph.isConstant(node.input(1)) || graph.floats(node.input(1));
  return node.op_type() == "Cast" && node.input_size() == 1 &&
         intOf(node, "to", 0) == ::onnx::TensorProto::FLOAT;
}

/// What makes values of other types is refused: those of the input count as floats (fixInput()),
/// and a Cast to another type stays.
void dropCasts(Rewriter &graph) {
  for (Node *node : graph.nodes())
    if (makesFloats(graph, *node) && !graph.isConstant(node->input(0)))
      graph.replace(*node, node->input(0));
}

} // namespace pnasc::onnx
