// SPDX-License-Identifier: Apache-2.0
#include "foreign/simplify/Simplify.h"

namespace pnasc::foreign {

namespace {

/// Only axes of size 1 change places: bytes stay where they are.
bool movesNothing(const Node &node, const Sizes &from) {
  const Sizes order = intsOf(node, "perm");
  int64_t last = -1;
  for (int64_t axis : order) {
    if (axis < 0 || size_t(axis) >= from.size())
      return false;
    if (from[size_t(axis)] == 1)
      continue;
    if (axis < last)
      return false;
    last = axis;
  }
  return order.size() == from.size();
}

bool reshapes(const Node &node, const Sizes &from) {
  const std::string &type = node.type;
  return type == "Reshape" || type == "Flatten" || type == "Squeeze" || type == "Unsqueeze" ||
         (type == "Transpose" && movesNothing(node, from));
}

} // namespace

void dissolveReshapes(Rewriter &graph) {
  for (Node *node : graph.nodes()) {
    std::string value = node->inputs[0];
    const Sizes *from = graph.sizes(value), *to = graph.sizes(node->outputs[0]);
    if (!from || !to || !reshapes(*node, *from))
      continue;
    const Node *before = graph.maker(value);
    if (before && before->type == "Reshape" && graph.onlyReader(value) == node &&
        graph.sizes(before->inputs[0]))
      value = before->inputs[0];
    if (*graph.sizes(value) == *to) {
      graph.replace(*node, value);
      continue;
    }
    node->type = "Reshape";
    node->attributes.clear();
    const Sizes target = *to;
    graph.setInputs(*node, {value, graph.addConstant<int64_t>(node->outputs[0] + ".sizes",
                                                              {int64_t(target.size())}, target)});
  }
}

} // namespace pnasc::foreign
