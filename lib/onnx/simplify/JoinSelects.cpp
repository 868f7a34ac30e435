// SPDX-License-Identifier: Apache-2.0
// What ONNX's functions write as a choice between two values:
//
//   Where(Less(a, b), a, b), (..., b, a)               Min, Max: Clip is made of these
//   Where(Less(x, 0), slope * x, x)                    LeakyRelu, PRelu
//   Where(Less(x, 0), alpha * (Exp(x) - 1), x)         Elu
//   Where(Less(x, 0), gamma * (alpha * Exp(x) - alpha), gamma * x)  Selu
//   Log(Exp(x) + 1)                                    Softplus
#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include "onnx/simplify/Simplify.h"

namespace pnasc::onnx {

namespace {

class Joiner {
public:
  explicit Joiner(Rewriter &graph) : graph(graph) {}

  bool visit(Node &node) {
    if (node.op_type() == "Log")
      return softplus(node);
    if (node.op_type() != "Where" || node.input_size() != 3)
      return false;
    const auto order = orderOf(node.input(0));
    if (!order)
      return false;
    const auto &[low, high] = *order;
    const std::string yes = node.input(1), no = node.input(2);
    if (yes == low && no == high)
      return become(node, "Min", {low, high});
    if (yes == high && no == low)
      return become(node, "Max", {low, high});
    return isNumber(high, 0) && sameSizes(low, node.output(0)) &&
           (slope(node, low, yes, no) || elu(node, low, yes, no) || selu(node, low, yes, no));
  }

private:
  using Pair = std::pair<std::string, std::string>;

  const Node *made(const std::string &value, const char *type, int operands) const {
    const Node *node = graph.maker(value);
    return node && node->op_type() == type && node->input_size() == operands ? node : nullptr;
  }

  /// The smaller value and the larger where the condition holds.
  std::optional<Pair> orderOf(const std::string &condition) const {
    for (const char *type : {"Less", "LessOrEqual"})
      if (const Node *node = made(condition, type, 2))
        return Pair(node->input(0), node->input(1));
    for (const char *type : {"Greater", "GreaterOrEqual"})
      if (const Node *node = made(condition, type, 2))
        return Pair(node->input(1), node->input(0));
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
      if (graph.isConstant(node->input(i)))
        return Pair(node->input(i), node->input(1 - i));
    return std::nullopt;
  }

  bool isExp(const std::string &value, const std::string &x) const {
    const Node *node = made(value, "Exp", 1);
    return node && node->input(0) == x;
  }

  bool slope(Node &node, const std::string &x, const std::string &yes, const std::string &no) {
    const auto factor = factorOf(yes);
    return factor && no == x && factor->second == x && become(node, "PRelu", {x, factor->first});
  }

  bool elu(Node &node, const std::string &x, const std::string &yes, const std::string &no) {
    const auto factor = factorOf(yes);
    const Node *less = factor ? made(factor->second, "Sub", 2) : nullptr;
    const auto alpha = factor ? graph.uniform(factor->first) : std::nullopt;
    if (!less || !alpha || no != x || !isExp(less->input(0), x) || !isNumber(less->input(1), 1))
      return false;
    become(node, "Elu", {x});
    ops::setFloat(node, "alpha", float(*alpha));
    return true;
  }

  bool selu(Node &node, const std::string &x, const std::string &yes, const std::string &no) {
    const auto below = factorOf(yes), above = factorOf(no);
    const Node *less = below ? made(below->second, "Sub", 2) : nullptr;
    const auto scaled = less ? factorOf(less->input(0)) : std::nullopt;
    if (!scaled || !above || above->second != x || !isExp(scaled->second, x))
      return false;
    const auto gamma = graph.uniform(below->first), alpha = graph.uniform(scaled->first);
    if (!gamma || !alpha || !isNumber(above->first, *gamma) || !isNumber(less->input(1), *alpha))
      return false;
    become(node, "Selu", {x});
    ops::setFloat(node, "alpha", float(*alpha));
    ops::setFloat(node, "gamma", float(*gamma));
    return true;
  }

  bool softplus(Node &node) {
    const Node *sum = made(node.input(0), "Add", 2);
    for (int i = 0; sum && i < 2; ++i)
      if (const Node *exp = made(sum->input(i), "Exp", 1); exp && isNumber(sum->input(1 - i), 1))
        return become(node, "Softplus", {exp->input(0)});
    return false;
  }

  bool become(Node &node, const char *type, std::vector<std::string> operands) {
    node.set_op_type(type);
    node.clear_attribute();
    graph.setInputs(node, operands);
    return true;
  }

  Rewriter &graph;
};

} // namespace

bool joinSelects(::onnx::GraphProto &graph, const KnownSizes &known) {
  Rewriter rewriter(graph, known);
  Joiner joiner(rewriter);
  bool any = false;
  for (Node *node : rewriter.nodes())
    any |= joiner.visit(*node);
  if (any)
    sweep(graph);
  return any;
}

} // namespace pnasc::onnx
