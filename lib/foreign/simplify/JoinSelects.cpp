// SPDX-License-Identifier: Apache-2.0
// What ONNX's functions write as a choice between two values:
//
//   Where(Less(a, b), a, b), (..., b, a)               Min, Max: Clip is made of these
//   Where(Less(x, 0), slope * x, x)                    LeakyRelu, PRelu
//   Where(Less(x, 0), alpha * (Exp(x) - 1), x)         Elu
//   Where(Less(x, 0), gamma * (alpha * Exp(x) - alpha), gamma * x)  Selu
//   Log(Exp(x) + 1)                                    Softplus
#include "foreign/simplify/Simplify.h"

namespace pnasc::foreign {

namespace {

class Joiner {
public:
  explicit Joiner(Rewriter &graph) : graph(graph) {}

  bool visit(Node &node) {
    if (node.type == "Log")
      return softplus(node);
    if (node.type != "Where" || node.inputCount() != 3)
      return false;
    const auto order = orderOf(node.inputs[0]);
    if (!order)
      return false;
    const auto &[low, high] = *order;
    const std::string yes = node.inputs[1], no = node.inputs[2];
    if (yes == low && no == high)
      return become(node, "Min", {low, high});
    if (yes == high && no == low)
      return become(node, "Max", {low, high});
    return isNumber(high, 0) && sameSizes(low, node.outputs[0]) &&
           (slope(node, low, yes, no) || elu(node, low, yes, no) || selu(node, low, yes, no));
  }

private:
  using Pair = std::pair<std::string, std::string>;

  const Node *made(const std::string &value, const char *type, int operands) const {
    const Node *node = graph.maker(value);
    return node && node->type == type && node->inputCount() == operands ? node : nullptr;
  }

  /// The smaller value and the larger where the condition holds.
  std::optional<Pair> orderOf(const std::string &condition) const {
    for (const char *type : {"Less", "LessOrEqual"})
      if (const Node *node = made(condition, type, 2))
        return Pair(node->inputs[0], node->inputs[1]);
    for (const char *type : {"Greater", "GreaterOrEqual"})
      if (const Node *node = made(condition, type, 2))
        return Pair(node->inputs[1], node->inputs[0]);
    return std::nullopt;
  }

  bool isNumber(const std::string &value, double number) const {
    const auto found = graph.uniform(value);
    return found && *found == number;
  }

  bool sameSizes(const std::string &a, const std::string &b) const {
    const Sizes *left = graph.sizes(a), *right = graph.sizes(b);
    return left && right && *left == *right;
  }

  /// The constant, and the value that a Mul multiplies by it.
  std::optional<Pair> factorOf(const std::string &value) const {
    const Node *node = made(value, "Mul", 2);
    for (int i = 0; node && i < 2; ++i)
      if (graph.isConstant(node->inputs[i]))
        return Pair(node->inputs[i], node->inputs[1 - i]);
    return std::nullopt;
  }

  bool isExp(const std::string &value, const std::string &x) const {
    const Node *node = made(value, "Exp", 1);
    return node && node->inputs[0] == x;
  }

  bool slope(Node &node, const std::string &x, const std::string &yes, const std::string &no) {
    const auto factor = factorOf(yes);
    return factor && no == x && factor->second == x && become(node, "PRelu", {x, factor->first});
  }

  bool elu(Node &node, const std::string &x, const std::string &yes, const std::string &no) {
    const auto factor = factorOf(yes);
    const Node *less = factor ? made(factor->second, "Sub", 2) : nullptr;
    const auto alpha = factor ? graph.uniform(factor->first) : std::nullopt;
    if (!less || !alpha || no != x || !isExp(less->inputs[0], x) || !isNumber(less->inputs[1], 1))
      return false;
    become(node, "Elu", {x});
    setFloat(node, "alpha", float(*alpha));
    return true;
  }

  bool selu(Node &node, const std::string &x, const std::string &yes, const std::string &no) {
    const auto below = factorOf(yes), above = factorOf(no);
    const Node *less = below ? made(below->second, "Sub", 2) : nullptr;
    const auto scaled = less ? factorOf(less->inputs[0]) : std::nullopt;
    if (!scaled || !above || above->second != x || !isExp(scaled->second, x))
      return false;
    const auto gamma = graph.uniform(below->first), alpha = graph.uniform(scaled->first);
    if (!gamma || !alpha || !isNumber(above->first, *gamma) || !isNumber(less->inputs[1], *alpha))
      return false;
    become(node, "Selu", {x});
    setFloat(node, "alpha", float(*alpha));
    setFloat(node, "gamma", float(*gamma));
    return true;
  }

  bool softplus(Node &node) {
    const Node *sum = made(node.inputs[0], "Add", 2);
    for (int i = 0; sum && i < 2; ++i)
      if (const Node *exp = made(sum->inputs[i], "Exp", 1);
          exp && isNumber(sum->inputs[1 - i], 1) && sameSizes(exp->inputs[0], node.outputs[0]))
        return become(node, "Softplus", {exp->inputs[0]});
    return false;
  }

  bool become(Node &node, const char *type, std::vector<std::string> operands) {
    node.type = type;
    node.attributes.clear();
    graph.setInputs(node, operands);
    return true;
  }

  Rewriter &graph;
};

} // namespace

bool joinSelects(Graph &graph, KnownSizes &known) {
  Rewriter rewriter(graph, known);
  Joiner joiner(rewriter);
  bool any = false;
  for (Node *node : rewriter.nodes())
    any |= joiner.visit(*node);
  if (any)
    sweep(graph);
  return any;
}

} // namespace pnasc::foreign
