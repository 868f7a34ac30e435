// SPDX-License-Identifier: Apache-2.0
// Softmax and LogSoftmax written out, as ONNX defines them as functions, with the maximum or
// without:
//
//   d = x - ReduceMax(x);  e = Exp(d);  Div(e, ReduceSum(e))       is Softmax(x)
//                                       Sub(d, Log(ReduceSum(e)))  is LogSoftmax(x)
#include "foreign/simplify/Simplify.h"

namespace pnasc::foreign {

namespace {

class Joiner {
public:
  Joiner(Rewriter &graph, int64_t opset) : graph(graph), opset(opset) {}

  bool visit(Node &node) {
    if (node.inputCount() != 2)
      return false;
    const std::string &a = node.inputs[0], &b = node.inputs[1];
    if (node.type == "Div" && becomes(node, "Softmax", b, a, operandOf(a, "Exp")))
      return true;
    const std::string sum = operandOf(b, "Log"), exp = operandOf(sum, "ReduceSum");
    return node.type == "Sub" && operandOf(exp, "Exp") == a &&
           becomes(node, "LogSoftmax", sum, exp, a);
  }

private:
  /// First operand of the node of that type that makes a value; empty where there is none such.
  std::string operandOf(const std::string &value, const char *type) const {
    const Node *node = graph.maker(value);
    return node && node->type == type && node->inputCount() > 0 ? node->inputs[0] : "";
  }

  /// x of x - ReduceMax(x); empty where the value is something else.
  std::string shiftedBy(const std::string &value) const {
    const std::string x = operandOf(value, "Sub");
    const Node *less = graph.maker(value);
    const bool own = !x.empty() && less->inputCount() == 2 &&
                     operandOf(less->inputs[1], "ReduceMax") == x &&
                     intOf(*graph.maker(less->inputs[1]), "keepdims", 1) != 0;
    return own ? x : "";
  }

  /// The one axis over which a node reduces `value`, of which 1 element stays; nothing for others.
  std::optional<int64_t> reducedAxis(const std::string &result, const char *type,
                                     const std::string &value, size_t rank) const {
    const Node *node = graph.maker(result);
    if (!node || node->type != type || node->inputs[0] != value ||
        intOf(*node, "keepdims", 1) == 0)
      return std::nullopt;
    auto axes = std::optional(intsOf(*node, "axes"));
    if (node->inputCount() > 1)
      axes = graph.integers(node->inputs[1]);
    if (!axes || axes->size() != 1)
      return std::nullopt;
    return axes->front() + (axes->front() < 0 ? int64_t(rank) : 0);
  }

  /// The node, where `sum` is that of `exp`, which is e to the power of `exponent`.
  bool becomes(Node &node, const char *type, const std::string &sum, const std::string &exp,
               const std::string &exponent) {
    const std::string unshifted = shiftedBy(exponent);
    // Sizes behind a reduction in a newer form are not known yet; they are those of x.
    const Sizes *sizes = graph.sizes(unshifted.empty() ? exponent : unshifted);
    const auto axis =
        sizes ? reducedAxis(sum, "ReduceSum", exp, sizes->size()) : std::optional<int64_t>();
    // Before opset 13 a Softmax is over all axes from its own on.
    if (!axis || *axis < 0 || *axis >= int64_t(sizes->size()) ||
        (opset < 13 && *axis + 1 != int64_t(sizes->size())))
      return false;
    std::string x = exponent;
    if (!unshifted.empty()) {
      const std::string &most = graph.maker(exponent)->inputs[1];
      x = reducedAxis(most, "ReduceMax", unshifted, sizes->size()) == axis ? unshifted : x;
    }
    node.attributes.clear();
    setInt(node, "axis", *axis);
    node.type = type;
    graph.setInputs(node, {x});
    return true;
  }

  Rewriter &graph;
  const int64_t opset;
};

} // namespace

bool joinSoftmax(Graph &model, KnownSizes &known) {
  Rewriter graph(model, known);
  Joiner joiner(graph, model.opset);
  bool any = false;
  for (Node *node : graph.nodes())
    any |= joiner.visit(*node);
  if (any)
    sweep(model);
  return any;
}

} // namespace pnasc::foreign
