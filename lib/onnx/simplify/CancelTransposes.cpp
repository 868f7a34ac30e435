// SPDX-License-Identifier: Apache-2.0
// Exporters that keep channels last put a Transpose before and behind what ONNX has channels first.
#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include "onnx/Proto.h"
#include "onnx/simplify/Simplify.h"
#include <numeric>

namespace pnasc::onnx {

namespace {

/// The Transpose that makes what `node` reads first, for it alone; null where there is none.
Node *transposeBefore(Rewriter &graph, const Node &node) {
  Node *before = graph.maker(node.input(0));
  const bool is = before && before->op_type() == "Transpose" && before->input_size() == 1 &&
                  graph.sizes(before->input(0)) &&
                  intsOf(*before, "perm").size() == graph.sizes(before->input(0))->size();
  return is && graph.onlyReader(node.input(0)) == &node ? before : nullptr;
}

void setPerm(Node &node, const Sizes &order) {
  node.clear_attribute();
  auto &attribute = *node.add_attribute();
  attribute.set_name("perm");
  attribute.set_type(::onnx::AttributeProto::INTS);
  for (int64_t axis : order)
    attribute.add_ints(axis);
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
  const std::string value = before.input(0);
  if (!moves)
    return graph.replace(node, value);
  setPerm(node, both);
  graph.setInput(node, 0, value);
}

bool isElementwise(Rewriter &graph, const Node &node) {
  static const std::set<std::string> unary = {"Relu",      "Clip",      "Sigmoid", "HardSigmoid",
                                              "HardSwish", "LeakyRelu", "Dropout", "Identity"};
  const ops::OnnxOp *op = ops::onnxOpOfType(node.op_type());
  if (unary.count(node.op_type()) || (op && ops::find(op->op)->function && node.input_size() == 1))
    return true;
  static const std::set<std::string> scalar = {"Min", "Max", "Add", "Sub", "Mul", "Div"};
  const bool pair = scalar.count(node.op_type()) && node.input_size() == 2;
  const Sizes *from = graph.sizes(node.input(0)), *to = graph.sizes(node.output(0));
  return pair && graph.uniform(node.input(1)) && from && to && *from == *to;
}

/// transpose -> f becomes f -> transpose; the nodes exchange what they do, not where they stand.
void exchange(Rewriter &graph, Node &before, Node &node) {
  const std::string value = before.input(0), middle = before.output(0);
  const std::string nameBefore = before.name(), name = node.name();
  std::vector<std::string> operands(node.input().begin(), node.input().end());
  operands[0] = value;
  const Sizes order = intsOf(before, "perm"), sizes = *graph.sizes(value);
  before.mutable_attribute()->Swap(node.mutable_attribute());
  before.set_op_type(node.op_type());
  before.set_name(name);
  node.set_op_type("Transpose");
  node.set_name(nameBefore);
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
  for (auto &attribute : *node.mutable_attribute())
    if (attribute.name() == "axes")
      for (int i = 0; i < 2; ++i)
        attribute.set_ints(i, axes[size_t(i)]);
  graph.setInput(node, 0, before.input(0));
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
  Node *reshape = graph.maker(linear.input(0));
  if (!reshape || reshape->op_type() != "Reshape" || graph.onlyReader(linear.input(0)) != &linear)
    return;
  const Node *transpose = transposeBefore(graph, *reshape);
  const Sizes *flat = graph.sizes(linear.input(0));
  if (!transpose || !flat || flat->size() != 2 || linear.input_size() < 2)
    return;
  const Sizes from = *graph.sizes(transpose->input(0)), perm = intsOf(*transpose, "perm");
  const Sizes *shape = graph.constantSizes(linear.input(1));
  const auto weight = graph.floats(linear.input(1));
  if (!weight || shape->size() != 2 || perm.empty() || perm[0] != 0 || (*flat)[0] != from[0])
    return;
  const bool outputsFirst = linear.op_type() == "Gemm" && intOf(linear, "transB", 0) != 0;
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
  graph.setInput(linear, 1, graph.addConstant(linear.input(1) + ".reordered", same, moved));
  graph.setInput(*reshape, 0, transpose->input(0));
}

} // namespace

void cancelTransposes(Rewriter &graph) {
  for (Node *node : graph.nodes()) {
    if (node->op_type() == "MatMul" || node->op_type() == "Gemm") {
      intoWeights(graph, *node);
      continue;
    }
    Node *before = transposeBefore(graph, *node);
    if (!before)
      continue;
    if (node->op_type() == "Transpose")
      compose(graph, *node, *before);
    else if (node->op_type() == "ReduceMean")
      reduce(graph, *node, *before);
    else if (node->output_size() == 1 && isElementwise(graph, *node) &&
             graph.sizes(node->output(0)))
      exchange(graph, *before, *node);
  }
}

} // namespace pnasc::onnx
