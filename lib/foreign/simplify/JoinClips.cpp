// SPDX-License-Identifier: Apache-2.0
// Clips, whatever they are written as. Ranges of values are followed through the graph, so that a
// bound that no value can reach costs nothing: behind a [0, 1] clip a mean of values needs none,
// and a linear layer cannot leave the sum of its weights' sizes.
#include "foreign/simplify/Simplify.h"
#include <algorithm>
#include <cmath>

namespace pnasc::foreign {

namespace {

constexpr double Infinity = HUGE_VAL;

struct Range {
  double low = -Infinity, high = Infinity;
  bool within(const Range &other) const { return low >= other.low && high <= other.high; }
  double nearest(double v) const { return std::fmin(std::fmax(v, low), high); }
  /// This clip behind `other`.
  Range behind(const Range &other) const { return {nearest(other.low), nearest(other.high)}; }
};

class Joiner {
public:
  explicit Joiner(Rewriter &graph) : graph(graph) {}

  void visit(Node &node) {
    const std::string result = node.outputs[0];
    std::string value;
    std::optional<Range> clip = clipOf(node, value);
    if (!clip) {
      ranges[result] = rangeOf(node);
      return;
    }
    if (Node *before = graph.maker(value);
        before && clips.count(before) && graph.onlyReader(value) == &node) {
      clip = clip->behind(clips[before]);
      value = before->inputs[0];
    }
    const Range reached = ranges[value];
    ranges[result] = clip->behind(reached);
    if (reached.within(*clip))
      return graph.replace(node, value);
    become(node, value, *clip);
    clips[&node] = *clip;
  }

private:
  /// What the node clips `value` to; nothing where it is something else.
  std::optional<Range> clipOf(const Node &node, std::string &value) const {
    const std::string &type = node.type;
    value = node.inputs[0];
    if (type == "Relu")
      return Range{0, Infinity};
    if (type == "Clip")
      return boundsOf(node);
    if ((type != "Min" && type != "Max") || node.inputCount() != 2)
      return std::nullopt;
    const int constant = graph.isConstant(node.inputs[0]) ? 0 : 1;
    const auto bound = graph.uniform(node.inputs[constant]);
    const Sizes *from = graph.sizes(node.inputs[1 - constant]), *to = graph.sizes(node.outputs[0]);
    if (!bound || !from || !to || *from != *to) // it may spread the value
      return std::nullopt;
    value = node.inputs[1 - constant];
    return type == "Min" ? Range{-Infinity, *bound} : Range{*bound, Infinity};
  }

  /// Inputs since opset 11, attributes before.
  std::optional<Range> boundsOf(const Node &node) const {
    Range range;
    if (const auto *low = findAttribute(node, "min"))
      range.low = double(low->f);
    if (const auto *high = findAttribute(node, "max"))
      range.high = double(high->f);
    for (int i = 1; i < node.inputCount() && i < 3; ++i) {
      if (node.inputs[i].empty())
        continue;
      const auto bound = graph.uniform(node.inputs[i]);
      if (!bound)
        return std::nullopt; // the reader says so
      (i == 1 ? range.low : range.high) = *bound;
    }
    // The largest float is how older files leave a bound out.
    range.low = range.low <= -3.4e38 ? -Infinity : range.low;
    range.high = range.high >= 3.4e38 ? Infinity : range.high;
    if (range.low > range.high) // the upper bound comes last
      range.low = range.high;
    return range.low <= range.high ? std::optional(range) : std::nullopt;
  }

  void become(Node &node, const std::string &value, const Range &clip) {
    node.attributes.clear();
    const bool relu = clip.low == 0 && clip.high == Infinity;
    node.type = relu ? "Relu" : "Clip";
    std::vector<std::string> inputs{value};
    const auto add = [&](const char *what, double bound) {
      inputs.push_back(std::isinf(bound)
                           ? ""
                           : graph.addConstant<float>(node.outputs[0] + what, {}, {float(bound)}));
    };
    if (!relu) {
      add(".low", clip.low);
      add(".high", clip.high);
    }
    if (inputs.back().empty())
      inputs.pop_back();
    graph.setInputs(node, inputs);
  }

  Range rangeOf(const Node &node) {
    static const std::set<std::string> same = {
        "MaxPool",   "AveragePool", "GlobalAveragePool", "Reshape", "Flatten",
        "Transpose", "Dropout",     "Identity",          "Slice",   "ReduceMean"};
    const std::string &type = node.type;
    if (same.count(type)) {
      const Range in = ranges[node.inputs[0]];
      const bool zeros = type == "AveragePool" && intOf(node, "count_include_pad", 0) != 0;
      return zeros ? Range{std::fmin(in.low, 0), std::fmax(in.high, 0)} : in;
    }
    if (type == "Sigmoid" || type == "Softmax" || type == "HardSigmoid")
      return {0, 1};
    if (type == "Conv" || type == "MatMul" || type == "Gemm")
      return rangeOfSums(node);
    if (type != "Concat" && type != "Add")
      return {};
    Range all = rangeOfOperand(node.inputs[0]);
    for (int i = 1; i < node.inputCount(); ++i) {
      const Range one = rangeOfOperand(node.inputs[i]);
      all = type == "Add" ? Range{all.low + one.low, all.high + one.high}
                          : Range{std::fmin(all.low, one.low), std::fmax(all.high, one.high)};
    }
    return all;
  }

  /// Looked for once: a constant may stand in a thousand places.
  Range rangeOfOperand(const std::string &value) {
    const auto [at, isNew] = ranges.try_emplace(value);
    if (isNew && graph.isConstant(value))
      at->second = rangeOfConstant(value);
    return at->second;
  }

  Range rangeOfConstant(const std::string &value) const {
    const auto values = graph.floats(value);
    if (!values || values->empty())
      return {};
    const auto [low, high] = std::minmax_element(values->begin(), values->end());
    return {double(*low), double(*high)};
  }

  /// Of all sums of the weights times values in the input's range; padding makes zeros of some.
  Range rangeOfSums(const Node &node) {
    const Range in = ranges[node.inputs[0]];
    const auto weight = node.inputCount() > 1 ? graph.floats(node.inputs[1]) : std::nullopt;
    if (!weight || std::isinf(in.low) || std::isinf(in.high) || !plainProduct(node))
      return {};
    const double most = std::fmax(std::fabs(in.low), std::fabs(in.high));
    double sum = 0;
    for (float w : *weight)
      sum += std::fabs(double(w)) * most; // of all outputs together: simple, and enough
    if (node.inputCount() > 2) {
      const auto bias = graph.floats(node.inputs[2]);
      if (!bias)
        return {};
      for (float b : *bias)
        sum += std::fabs(double(b));
    }
    return std::isfinite(sum) ? Range{-sum, sum} : Range{};
  }

  static bool plainProduct(const Node &node) {
    return !findAttribute(node, "alpha") && !findAttribute(node, "beta");
  }

  Rewriter &graph;
  std::map<std::string, Range> ranges; ///< of what is not in here nothing is known
  std::map<const Node *, Range> clips; ///< of the nodes that are clips
};

} // namespace

void joinClips(Rewriter &graph) {
  Joiner joiner(graph);
  for (Node *node : graph.nodes())
    joiner.visit(*node);
}

} // namespace pnasc::foreign
