// SPDX-License-Identifier: Apache-2.0
#include "foreign/simplify/Simplify.h"

namespace pnasc::foreign {

static bool makesFloats(Rewriter &graph, const Node &node) {
  if (node.type == "CastLike" && node.inputCount() == 2)
    return !graph.isConstant(node.inputs[1]) || graph.floats(node.inputs[1]);
  return node.type == "Cast" && node.inputCount() == 1 &&
         intOf(node, "to", 0) == element::Float;
}

/// What makes values of other types is refused: those of the input count as floats (fixInput()),
/// and a Cast to another type stays.
void dropCasts(Rewriter &graph) {
  for (Node *node : graph.nodes())
    if (makesFloats(graph, *node) && !graph.isConstant(node->inputs[0]))
      graph.replace(*node, node->inputs[0]);
}

} // namespace pnasc::foreign
