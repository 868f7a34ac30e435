// SPDX-License-Identifier: Apache-2.0
#include "foreign/simplify/Simplify.h"

namespace pnasc::foreign {

namespace {

/// y = factor * x + offset, for each channel.
struct Affine {
  std::vector<float> factor, offset;
};

/// A constant for each channel of a value of `sizes`, or one for all of them.
std::optional<std::vector<float>> byChannel(const Rewriter &graph, const std::string &name,
                                            const Sizes &sizes) {
  const auto values = graph.floats(name);
  if (!values || sizes.size() < 2)
    return std::nullopt;
  const auto channels = size_t(sizes[1]);
  if (values->size() == 1)
    return std::vector<float>(channels, values->front());
  Sizes padded = *graph.constantSizes(name);
  if (padded.size() > sizes.size() || values->size() != channels)
    return std::nullopt;
  padded.insert(padded.begin(), sizes.size() - padded.size(), 1);
  return padded[1] == sizes[1] ? values : std::nullopt;
}

std::optional<Affine> affineOf(const std::string &type, const std::vector<float> &constant,
                               bool constantFirst) {
  Affine affine{std::vector<float>(constant.size(), 1), std::vector<float>(constant.size(), 0)};
  for (size_t c = 0; c < constant.size(); ++c) {
    const float value = constant[c];
    if (type == "Add")
      affine.offset[c] = value;
    else if (type == "Mul")
      affine.factor[c] = value;
    else if (type == "Sub") {
      affine.factor[c] = constantFirst ? -1 : 1;
      affine.offset[c] = constantFirst ? value : -value;
    } else if (type == "Div" && !constantFirst && value != 0)
      affine.factor[c] = 1 / value;
    else
      return std::nullopt;
  }
  return affine;
}

class Folder {
public:
  explicit Folder(Rewriter &graph) : graph(graph) {}

  void visit(Node &node) {
    if (node.inputCount() != 2 || node.outputCount() != 1)
      return;
    const bool first = graph.isConstant(node.inputs[0]);
    const std::string value = node.inputs[first ? 1 : 0];
    const Sizes *from = graph.sizes(value), *to = graph.sizes(node.outputs[0]);
    if (graph.isConstant(value) || !from || !to || *from != *to || isBias(node, value))
      return;
    const auto constant = byChannel(graph, node.inputs[first ? 0 : 1], *from);
    const auto affine = constant ? affineOf(node.type, *constant, first) : std::nullopt;
    if (affine && !intoConvolution(node, value, *affine))
      becomeBatchNorm(node, value, *affine);
  }

private:
  /// What the reader takes as the bias of a linear layer.
  bool isBias(const Node &node, const std::string &value) const {
    const Node *before = graph.onlyReader(value) == &node ? graph.maker(value) : nullptr;
    return node.type == "Add" && before &&
           (before->type == "MatMul" ||
            (before->type == "Gemm" && before->inputCount() == 2));
  }

  bool intoConvolution(Node &node, const std::string &value, const Affine &affine) {
    Node *conv = graph.maker(value);
    if (!conv || conv->type != "Conv" || graph.onlyReader(value) != &node ||
        conv->inputCount() < 2)
      return false;
    auto weight = graph.floats(conv->inputs[1]);
    const auto bias = conv->inputCount() > 2
                          ? graph.floats(conv->inputs[2])
                          : std::optional(std::vector<float>(affine.factor.size()));
    if (!weight || !bias || bias->size() != affine.factor.size() ||
        weight->size() % bias->size() != 0)
      return false;
    const Sizes sizes = *graph.constantSizes(conv->inputs[1]);
    std::vector<float> offset;
    const size_t row = weight->size() / bias->size();
    for (size_t o = 0; o < bias->size(); ++o) {
      for (size_t i = o * row; i < (o + 1) * row; ++i)
        (*weight)[i] *= affine.factor[o];
      offset.push_back((*bias)[o] * affine.factor[o] + affine.offset[o]);
    }
    const std::string w = graph.addConstant(conv->inputs[1] + ".scaled", sizes, *weight);
    const std::string b = graph.addConstant(value + ".bias", {int64_t(offset.size())}, offset);
    graph.setInputs(*conv, {conv->inputs[0], w, b});
    graph.replace(node, value);
    return true;
  }

  void becomeBatchNorm(Node &node, std::string value, Affine affine) {
    const Node *before = graph.maker(value);
    if (const auto made = own.find(before); made != own.end() && graph.onlyReader(value) == &node) {
      for (size_t c = 0; c < affine.factor.size(); ++c) {
        affine.offset[c] += affine.factor[c] * made->second.offset[c];
        affine.factor[c] *= made->second.factor[c];
      }
      value = before->inputs[0];
    }
    const Sizes one{int64_t(affine.factor.size())};
    const std::vector<float> zeros(affine.factor.size(), 0), ones(affine.factor.size(), 1);
    const std::string name = node.outputs[0];
    node.type = "BatchNormalization";
    node.attributes.clear();
    setFloat(node, "epsilon", 0);
    graph.setInputs(node, {value, graph.addConstant(name + ".factor", one, affine.factor),
                           graph.addConstant(name + ".offset", one, affine.offset),
                           graph.addConstant(name + ".mean", one, zeros),
                           graph.addConstant(name + ".variance", one, ones)});
    own[&node] = std::move(affine);
  }

  Rewriter &graph;
  std::map<const Node *, Affine> own; ///< of the batch norms made here
};

} // namespace

void foldAffines(Rewriter &graph) {
  Folder folder(graph);
  for (Node *node : graph.nodes())
    folder.visit(*node);
}

} // namespace pnasc::foreign
