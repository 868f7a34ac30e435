// SPDX-License-Identifier: Apache-2.0
// Models of channels last normalise their input before they turn it. The transpose goes in front,
// where the input's layout takes it, and what normalises is for each channel then.
#include "foreign/simplify/Simplify.h"

namespace pnasc::foreign {

namespace {

/// Which input of an Add, Sub, Mul or Div is the value that a constant along at most one axis is
/// put to; -1 where it is another node.
int valueOf(const Rewriter &graph, const Node &node) {
  static const std::set<std::string> types = {"Add", "Sub", "Mul", "Div"};
  if (!types.count(node.type) || node.inputCount() != 2)
    return -1;
  const int constant = graph.isConstant(node.inputs[0]) ? 0 : 1;
  const Sizes *sizes = graph.constantSizes(node.inputs[constant]);
  const Sizes *from = graph.sizes(node.inputs[1 - constant]), *to = graph.sizes(node.outputs[0]);
  const bool line = sizes && llvm::count_if(*sizes, [](int64_t n) { return n != 1; }) <= 1;
  return line && from && to && *from == *to && sizes->size() <= from->size() ? 1 - constant : -1;
}

/// Whether nothing but such nodes lies between the graph's input and the value.
bool comesFromInput(const Rewriter &graph, std::string value) {
  while (const Node *node = graph.maker(value)) {
    const int index = valueOf(graph, *node);
    if (index < 0 || graph.onlyReader(value) == nullptr)
      return false;
    value = node->inputs[index];
  }
  return !graph.isConstant(value);
}

/// f -> transpose becomes transpose -> f; the nodes exchange what they do, not where they stand.
bool lift(Rewriter &graph, Node &before, Node &transpose) {
  const int index = valueOf(graph, before);
  const std::string constant = before.inputs[1 - index], value = before.inputs[index];
  const Sizes perm = intsOf(transpose, "perm");
  const auto values = graph.floats(constant);
  Sizes padded = *graph.constantSizes(constant), turned, sizes;
  if (!values || perm.size() != graph.sizes(value)->size())
    return false;
  padded.insert(padded.begin(), perm.size() - padded.size(), 1);
  for (int64_t axis : perm) {
    if (axis < 0 || size_t(axis) >= perm.size())
      return false;
    turned.push_back(padded[size_t(axis)]);
    sizes.push_back((*graph.sizes(value))[size_t(axis)]);
  }
  const std::string moved = graph.addConstant(constant + ".turned", turned, *values);
  const std::string middle = before.outputs[0], name = before.name;
  before.name = transpose.name;
  transpose.name = name;
  transpose.attributes.swap(before.attributes);
  transpose.type = before.type;
  before.type = "Transpose";
  graph.setInputs(before, {value});
  graph.setInputs(transpose, index == 0 ? std::vector<std::string>{middle, moved}
                                        : std::vector<std::string>{moved, middle});
  graph.setSizes(middle, sizes);
  return true;
}

} // namespace

void liftTransposes(Rewriter &graph) {
  for (Node *node : graph.nodes()) {
    while (node->type == "Transpose" && graph.onlyReader(node->inputs[0]) == node) {
      Node *before = graph.maker(node->inputs[0]);
      if (!before || valueOf(graph, *before) < 0 || !comesFromInput(graph, node->inputs[0]) ||
          !lift(graph, *before, *node))
        break;
      node = before;
    }
  }
}

} // namespace pnasc::foreign
