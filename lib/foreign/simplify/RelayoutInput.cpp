// SPDX-License-Identifier: Apache-2.0
#include "foreign/simplify/Simplify.h"

namespace pnasc::foreign {

/// What the node does to one sample; nothing where it does more than move it to a map.
static std::optional<LayoutStep> stepOf(const Node &node, const Sizes &from, const Sizes &to) {
  if (to.size() < 3 || to.size() > 4 || to[0] != from[0])
    return std::nullopt;
  LayoutStep step;
  if (node.type == "Reshape") {
    step.sizes.assign(to.begin() + 1, to.end());
    for (size_t i = 1; i < to.size(); ++i)
      step.order.push_back(int64_t(i) - 1);
    return step;
  }
  const Sizes perm = intsOf(node, "perm");
  if (node.type != "Transpose" || perm.size() != to.size() || perm[0] != 0)
    return std::nullopt;
  step.sizes.assign(from.begin() + 1, from.end());
  for (size_t i = 1; i < perm.size(); ++i)
    step.order.push_back(perm[i] - 1);
  return step;
}

void relayoutInput(Graph &model, Rewriter &graph, InputLayout &layout) {
  while (Node *node = graph.onlyReader(layout.name)) {
    const Sizes *from = graph.sizes(layout.name), *to = graph.sizes(node->outputs[0]);
    const auto step =
        from && to && !graph.isOutput(node->outputs[0]) ? stepOf(*node, *from, *to) : std::nullopt;
    if (!step)
      return;
    const Sizes sizes = *to;
    graph.replace(*node, layout.name);
    graph.setSizes(layout.name, sizes);
    for (Value &input : model.inputs)
      if (input.name == layout.name)
        input.setSizes(sizes);
    layout.steps.push_back(*step);
  }
}

} // namespace pnasc::foreign
