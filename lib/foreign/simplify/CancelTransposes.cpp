// SPDX-License-Identifier: Apache-2.0
// Exporters that keep channels last put a Transpose before and behind what ONNX has channels first.
#include "foreign/Operators.h"
#include "foreign/simplify/Simplify.h"
#include <numeric>

namespace pnasc::foreign {

namespace {

/// The Transpose that makes what `node` reads first, for it alone; null where there is none.
Node *transposeBefore(Rewriter &graph, const Node &node) {
  Node *before = graph.maker(node.inputs[0]);
  const bool is = before && before->type == "Transpose" && before->inputCount() == 1 &&
                  graph.sizes(before->inputs[0]) &&
                  intsOf(*before, "perm").size() == graph.sizes(before->inputs[0])->size();
  return is && graph.onlyReader(node.inputs[0]) == &node ? before : nullptr;
}

void setPerm(Node &node, const Sizes &order) {
  node.attributes.clear();
  setInts(node, "perm", order);
}

/// Two in a row are one, or none.
void compose(Rewriter &graph, Node &node, const Node &before) {
  const Sizes first = intsOf(before, "perm"), second = intsOf(node, "perm");
  if (second.size() != first.size())
    return;
  Sizes both;
  bool moves = false;
  for (int64_t axis : second) {
    if (axis < 0 || size_t(axis) >= first.size())
      return;
    moves |= first[size_t(axis)] != int64_t(both.size());
    both.push_back(first[size_t(axis)]);
  }
  const std::string value = before.inputs[0];
  if (!moves)
    return graph.replace(node, value);
  setPerm(node, both);
  graph.setInput(node, 0, value);
}

bool isElementwise(Rewriter &graph, const Node &node) {
  static const std::set<std::string> unary = {"Relu",      "Clip",      "Sigmoid", "HardSigmoid",
                                              "HardSwish", "LeakyRelu", "Dropout", "Identity"};
  if (unary.count(node.type) || (node.inputCount() == 1 && isFunction(node.type)))
    return true;
  static const std::set<std::string> scalar = {"Min", "Max", "Add", "Sub", "Mul", "Div"};
  const bool pair = scalar.count(node.type) && node.inputCount() == 2;
  const Sizes *from = graph.sizes(node.inputs[0]), *to = graph.sizes(node.outputs[0]);
  return pair && graph.uniform(node.inputs[1]) && from && to && *from == *to;
}

/// transpose -> f becomes f -> transpose; the nodes exchange what they do, not where they stand.
void exchange(Rewriter &graph, Node &before, Node &node) {
  const std::string value = before.inputs[0], middle = before.outputs[0];
  const std::string nameBefore = before.name, name = node.name;
  std::vector<std::string> operands(node.inputs.begin(), node.inputs.end());
  operands[0] = value;
  if (operands.size() == 2) // all of it the same: whatever axes it had, it has none now
    if (const auto number = graph.uniform(operands[1]))
      operands[1] = graph.addConstant<float>(operands[1] + ".all", {}, {float(*number)});
  const Sizes order = intsOf(before, "perm"), sizes = *graph.sizes(value);
  before.attributes.swap(node.attributes);
  before.type = node.type;
  before.name = name;
  node.type = "Transpose";
  node.name = nameBefore;
  setPerm(node, order);
  graph.setInputs(before, operands);
  graph.setInputs(node, {middle});
  graph.setSizes(middle, sizes);
}

/// ReduceMean that leaves nothing but batch and channels does not care where those stood.
void reduce(Rewriter &graph, Node &node, const Node &before) {
  const Sizes order = intsOf(before, "perm");
  Sizes axes = intsOf(node, "axes");
  if (intOf(node, "keepdims", 1) != 0 || order.size() != 4 || axes.size() != 2)
    return;
  std::set<int64_t> rest{0, 1, 2, 3};
  for (int64_t &axis : axes) {
    axis += axis < 0 ? 4 : 0;
    if (axis < 0 || axis > 3)
      return;
    axis = order[size_t(axis)];
    rest.erase(axis);
  }
  if (rest != std::set<int64_t>{0, 1})
    return;
  llvm::sort(axes);
  setInts(node, "axes", axes);
  graph.setInput(node, 0, before.inputs[0]);
}

/// Where the feature of each position of the untransposed map comes from: feature `order[i]` of
/// what the linear layer read is position i of the map.
Sizes featureOrder(const Sizes &from, const Sizes &perm) {
  Sizes strides(perm.size(), 1); // in the transposed map, by its axes
  for (size_t i = perm.size(); i-- > 1;)
    strides[i - 1] = strides[i] * from[size_t(perm[i])];
  Sizes order(
      size_t(std::accumulate(from.begin() + 1, from.end(), int64_t{1}, std::multiplies<>())));
  for (size_t i = 0; i < order.size(); ++i) {
    int64_t rest = int64_t(i), at = 0;
    for (size_t axis = from.size(); axis-- > 1; rest /= from[axis])
      for (size_t t = 1; t < perm.size(); ++t)
        if (perm[t] == int64_t(axis))
          at += rest % from[axis] * strides[t];
    order[i] = at;
  }
  return order;
}

/// transpose -> reshape to features -> linear: the weights take the map's own order.
void intoWeights(Rewriter &graph, Node &linear) {
  Node *reshape = graph.maker(linear.inputs[0]);
  if (!reshape || reshape->type != "Reshape" || graph.onlyReader(linear.inputs[0]) != &linear)
    return;
  const Node *transpose = transposeBefore(graph, *reshape);
  const Sizes *flat = graph.sizes(linear.inputs[0]);
  if (!transpose || !flat || flat->size() != 2 || linear.inputCount() < 2)
    return;
  const Sizes from = *graph.sizes(transpose->inputs[0]), perm = intsOf(*transpose, "perm");
  const Sizes *shape = graph.constantSizes(linear.inputs[1]);
  const auto weight = graph.floats(linear.inputs[1]);
  if (!weight || shape->size() != 2 || perm.empty() || perm[0] != 0 || (*flat)[0] != from[0])
    return;
  const bool outputsFirst = linear.type == "Gemm" && intOf(linear, "transB", 0) != 0;
  const Sizes order = featureOrder(from, perm);
  const size_t features = order.size(), outputs = size_t((*shape)[outputsFirst ? 0 : 1]);
  if (size_t((*shape)[outputsFirst ? 1 : 0]) != features)
    return;
  std::vector<float> moved(weight->size());
  for (size_t f = 0; f < features; ++f)
    for (size_t o = 0; o < outputs; ++o) {
      const auto there = size_t(order[f]);
      moved[outputsFirst ? o * features + f : f * outputs + o] =
          (*weight)[outputsFirst ? o * features + there : there * outputs + o];
    }
  const Sizes same = *shape;
  graph.setInput(linear, 1, graph.addConstant(linear.inputs[1] + ".reordered", same, moved));
  graph.setInput(*reshape, 0, transpose->inputs[0]);
}

} // namespace

void cancelTransposes(Rewriter &graph) {
  for (Node *node : graph.nodes()) {
    if (node->type == "MatMul" || node->type == "Gemm") {
      intoWeights(graph, *node);
      continue;
    }
    Node *before = transposeBefore(graph, *node);
    if (!before)
      continue;
    if (node->type == "Transpose")
      compose(graph, *node, *before);
    else if (node->type == "ReduceMean")
      reduce(graph, *node, *before);
    else if (node->outputCount() == 1 && isElementwise(graph, *node) &&
             graph.sizes(node->outputs[0]))
      exchange(graph, *before, *node);
  }
}

} // namespace pnasc::foreign
