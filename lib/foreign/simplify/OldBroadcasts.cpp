// SPDX-License-Identifier: Apache-2.0
// Before opset 7 the second operand of Add, Sub, Mul, Div and Pow lay along the axes from `axis` on
// (ONNX, Operators, Add-6); since then operands meet at their last axes. Afterwards all do:
//
//   Add<axis = 1, broadcast = 1>(x [2,6,4,4], b [6])    Add(x, b [6,1,1])
#include "foreign/simplify/Simplify.h"
#include "support/Error.h"

namespace pnasc::foreign {

namespace {

bool isPair(const Node &node) {
  static const std::set<std::string> types = {"Add", "Sub", "Mul", "Div", "Pow"};
  return types.count(node.type) != 0 && node.inputCount() == 2;
}

/// Of an initializer, or of a Constant node.
const Constant *constantNamed(const Graph &graph, const std::string &value) {
  if (const Constant *constant = graph.find(value))
    return constant;
  for (const Node &node : graph.nodes)
    if (node.type == "Constant" && !node.outputs.empty() && node.outputs[0] == value)
      if (const auto *attribute = findAttribute(node, "value"))
        return attribute->t.get();
  return nullptr;
}

std::string nameBeside(const Graph &graph, std::string name) {
  const auto isMade = [&] {
    return llvm::any_of(graph.nodes,
                        [&](const Node &node) { return llvm::is_contained(node.outputs, name); });
  };
  while (graph.isTaken(name) || isMade())
    name += "_";
  return name;
}

llvm::Error align(Graph &graph, const KnownSizes &known, Node &node) {
  const auto x = known.find(node.inputs[0]);
  const Constant *constant = constantNamed(graph, node.inputs[1]);
  const auto b = known.find(node.inputs[1]);
  const Sizes *own = constant ? &constant->sizes : b != known.end() ? &b->second : nullptr;
  if (x == known.end() || !own)
    return support::environment(nodeText(node) + ": its 'axis' needs operands of known sizes");
  const auto rank = int64_t(x->second.size());
  int64_t axis = intOf(node, "axis", 0);
  axis = axis < 0 ? axis + rank : axis;
  const int64_t behind = rank - axis - int64_t(own->size());
  if (axis < 0 || behind < 0)
    return support::environment(nodeText(node) + ": its 'axis' is not one of its first operand");
  node.drop({"axis", "broadcast"});
  if (behind == 0 || own->empty())
    return llvm::Error::success();
  if (!constant)
    return support::environment(nodeText(node) +
                                ": an 'axis' is only known for a constant second operand");
  Constant longer = *constant;
  longer.sizes.insert(longer.sizes.end(), size_t(behind), 1);
  node.inputs[1] = graph.add(nameBeside(graph, node.inputs[1] + ".axis"), std::move(longer));
  return llvm::Error::success();
}

} // namespace

bool hasOldBroadcasts(const Graph &graph) {
  constexpr int64_t lastAxes = 7;
  return graph.opset < lastAxes && llvm::any_of(graph.nodes, [](const Node &node) {
           return isPair(node) && findAttribute(node, "axis");
         });
}

llvm::Error alignOldBroadcasts(Graph &graph, const KnownSizes &known) {
  for (Node &node : graph.nodes)
    if (isPair(node) && findAttribute(node, "axis"))
      if (llvm::Error error = align(graph, known, node))
        return error;
  return llvm::Error::success();
}

} // namespace pnasc::foreign
