// SPDX-License-Identifier: Apache-2.0
#include "foreign/quantised/Dequantise.h"
#include "foreign/quantised/ContribForms.h"
#include "foreign/quantised/QLinear.h"
#include <cmath>

namespace pnasc::foreign {

namespace {

using Numbers = std::vector<float>;

/// Values of a constant of floats, bytes or int32.
std::optional<Numbers> numbersOf(const Constant &constant) {
  if (constant.isByte())
    return asFloats(constant).floats();
  if (constant.type == element::Int32)
    return Numbers(constant.integers().begin(), constant.integers().end());
  return constant.isFloat() ? std::optional(constant.floats()) : std::nullopt;
}

class Dequantiser {
public:
  explicit Dequantiser(Graph &graph) : graph(graph), opset(graph.opset), names(graph) {
    for (const Node &node : graph.nodes)
      if (const auto *value = findAttribute(node, "value");
          value && value->t && node.type == "Constant" && !node.outputs.empty())
        own[node.outputs[0]] = value->t;
  }

  void run() {
    for (const Node &node : graph.nodes) {
      if ((isQuantised(node) || node.type == "Cast") && visit(node))
        continue;
      written.push_back(node);
      for (const std::string &output : node.outputs)
        types[output] = node.type;
      if (const auto moved = scales.find(node.inputs.empty() ? "" : node.inputs[0]);
          moved != scales.end() && !node.outputs.empty()) // bytes that only move
        scales.emplace(node.outputs[0], Scale(moved->second));
    }
    graph.nodes.swap(written);
    becomeFloat();
  }

private:
  /// Scale and zero point as constants; no zero point: that of uint8, which is 0.
  struct Scale {
    Numbers step, zero;
    double smallest = 0, largest = 255; ///< bytes
  };

  bool visit(const Node &node) {
    const std::string &type = node.type;
    if (type == "QuantizeLinear")
      return quantise(node, 0, node.outputs[0]);
    if (type == "DequantizeLinear")
      return find(node.inputs[0])
                 ? constantOf(node, 0, node.outputs[0], axisOf(node), {})
                 : isMade(node.inputs[0]) && isOfItsScale(node) &&
                       add(node, "Identity", {node.inputs[0]});
    if (type == "DynamicQuantizeLinear")
      return dynamic(node);
    if (type == "ConvInteger" || type == "MatMulInteger")
      return integerProduct(node);
    if (type == "Cast") // of sums, which are no integers any more
      return sums.count(node.inputs[0]) != 0 && intOf(node, "to", 0) == element::Float &&
             add(node, "Identity", {node.inputs[0]});
    return node.inputCount() >= 8 && product(node);
  }

  /// What is scaled by a value's own range stays as it is: the scale is 1.
  bool dynamic(const Node &node) {
    if (node.outputCount() != 3)
      return false;
    graph.constants[node.outputs[1]] = foreign::constantOf({}, Numbers{1});
    steps[node.outputs[0]] = 1;
    return add(node, "Identity", {node.inputs[0]});
  }

  /// x, w, their zero points: x is no bytes any more and real, w constant and divided by the step
  /// of x, with which the sums are multiplied further on.
  bool integerProduct(const Node &node) {
    const bool conv = node.type == "ConvInteger";
    const Constant *tensor = find(node.inputs[1]);
    auto values = !tensor ? std::nullopt : numbersOf(*tensor);
    if (!values || !steps.count(node.inputs[0]))
      return false;
    const float step = 1 / steps[node.inputs[0]];
    if (!std::isfinite(step))
      return false;
    Scale scale{{step}, {0.0f}};
    if (node.inputCount() > 3 && !node.inputs[3].empty()) {
      const Constant *zero = find(node.inputs[3]);
      auto points = !zero ? std::nullopt : numbersOf(*zero);
      if (!points || points->empty())
        return false;
      scale.step.assign(points->size(), step);
      scale.zero = std::move(*points);
    }
    const std::string weight = names.fresh(node.outputs[0] + "/weight");
    if (!write(weight, tensor->sizes, *values, scale, conv ? 0 : -1, {}))
      return false;
    add(node, conv ? "Conv" : "MatMul", {node.inputs[0], weight});
    written.back().attributes = node.attributes;
    sums.insert(node.outputs[0]);
    return true;
  }

  /// Whether bytes are read by the scale that they were made with, where that is known: else other
  /// values come out than went in.
  bool isOfItsScale(const Node &node) const {
    const auto made = scales.find(node.inputs[0]);
    if (made == scales.end())
      return true;
    const std::optional<Scale> own = scaleOf(node, 1);
    return own && made->second.step == own->step && made->second.zero == own->zero;
  }

  /// What bytes are made of by nodes of this graph, not by its caller.
  bool isMade(const std::string &value) const { return types.count(value) != 0; }

  static int64_t axisOf(const Node &node) {
    return intOf(node, "block_size", 0) != 0 ? INT64_MAX : intOf(node, "axis", 1);
  }

  std::optional<Scale> scaleOf(const Node &node, int at) const {
    const Constant *step = find(node.inputs[at]);
    if (!step)
      return std::nullopt;
    Scale scale;
    auto numbers = numbersOf(*step);
    if (!numbers || numbers->empty())
      return std::nullopt;
    scale.step = std::move(*numbers);
    scale.zero.assign(scale.step.size(), 0.0f);
    if (node.inputCount() <= at + 1 || node.inputs[at + 1].empty())
      return scale;
    const Constant *zero = find(node.inputs[at + 1]);
    numbers = !zero ? std::nullopt : numbersOf(*zero);
    if (!numbers || (numbers->size() != scale.step.size() && numbers->size() != 1))
      return std::nullopt;
    scale.zero = std::move(*numbers);
    scale.zero.resize(scale.step.size(), scale.zero.front());
    if (zero->type == element::Int8) {
      scale.smallest = -128;
      scale.largest = 127;
    }
    return scale;
  }

  /// Input `at` of a node, then its scale and zero point: floats named `result`. Steps are further
  /// multiplied by `more`.
  bool constantOf(const Node &node, int at, const std::string &result, int64_t axis,
                  const Numbers &more) {
    const Constant *tensor = find(node.inputs[at]);
    std::optional<Scale> scale = scaleOf(node, at + 1);
    std::optional<Numbers> values =
        !tensor ? std::nullopt : numbersOf(*tensor);
    return values && scale && write(result, tensor->sizes, *values, *scale, axis, more);
  }

  bool write(const std::string &result, const Sizes &sizes, Numbers &values, Scale scale,
             int64_t axis, const Numbers &more) {
    const auto rank = int64_t(sizes.size());
    const size_t count = scale.step.size();
    axis = rank == 1 ? 0 : axis < 0 ? axis + rank : axis;
    size_t each = values.size(); // values in a row with the same scale
    if (count > 1) {
      if (axis < 0 || axis >= rank || sizes[size_t(axis)] != int64_t(count))
        return false;
      each = 1;
      for (auto i = size_t(axis) + 1; i < sizes.size(); ++i)
        each *= size_t(sizes[i]);
    }
    for (size_t i = 0; i < values.size(); ++i) {
      const size_t at = count > 1 ? i / each % count : 0;
      values[i] = (values[i] - scale.zero[at]) * scale.step[at] * (more.empty() ? 1 : more[0]);
    }
    graph.constants[result] = foreign::constantOf(sizes, values);
    return true;
  }

  /// From input 0 of a QuantizeLinear, or the real result of a product, to `result`.
  bool quantise(const Node &node, int at, const std::string &result, std::string value = "") {
    const std::optional<Scale> scale = scaleOf(node, value.empty() ? at + 1 : at);
    if (!scale)
      return false;
    if (value.empty()) {
      value = node.inputs[at];
      steps[result] = scale->step[0];
    }
    scales[result] = *scale;
    const bool rectifies = scale->step.size() == 1 && double(scale->zero[0]) == scale->smallest;
    if (rectifies && isSum(value))
      value =
          clipped(node, value, float((scale->largest - scale->smallest) * double(scale->step[0])));
    return add(node, "Identity", {value}, result);
  }

  bool isSum(const std::string &value) const {
    static const std::set<std::string> summing = {"Conv",   "ConvTranspose", "Gemm",
                                                  "MatMul", "Add",           "BatchNormalization"};
    const auto type = types.find(value);
    return type != types.end() && summing.count(type->second) != 0;
  }

  /// The same for all that quantise the value alike.
  std::string clipped(const Node &from, const std::string &value, float most) {
    std::string &name = clips[{value, most}];
    if (!name.empty())
      return name;
    name = names.fresh(value + "/clip" + std::to_string(clips.size()));
    constexpr int64_t boundsAreInputs = 11;
    std::vector<std::string> inputs{value};
    for (float bound : {0.0f, most})
      if (opset >= boundsAreInputs)
        inputs.push_back(
            graph.add(names.fresh(name + (bound == 0 ? ".min" : ".max")), foreign::constantOf({}, Numbers{bound})));
    add(from, "Clip", inputs, name);
    if (opset < boundsAreInputs) {
      setFloat(written.back(), "min", 0);
      setFloat(written.back(), "max", most);
    }
    return name;
  }

  /// QLinearConv, QLinearMatMul: x, its scale and zero point, w, its own, those of the result,
  /// bias.
  bool product(const Node &node) {
    const bool conv = node.type == "QLinearConv";
    const std::string weight = names.fresh(node.outputs[0] + "/weight"),
                      bias = names.fresh(node.outputs[0] + "/bias"),
                      real = names.fresh(node.outputs[0] + "/real");
    const std::optional<Scale> x = scaleOf(node, 1);
    if (!x || x->step.size() != 1 || !isMade(node.inputs[0]) || !scaleOf(node, 6))
      return false;
    const bool constant = find(node.inputs[3]) != nullptr;
    if (constant ? !constantOf(node, 3, weight, conv ? 0 : -1, {}) : conv || !isMade(node.inputs[3]))
      return false;
    std::vector<std::string> inputs{node.inputs[0], constant ? weight : node.inputs[3]};
    if (conv && node.inputCount() > 8 && !node.inputs[8].empty()) {
      if (!biasOf(node, bias, x->step))
        return false;
      inputs.push_back(bias);
    }
    add(node, conv ? "Conv" : "MatMul", inputs, real);
    written.back().attributes = node.attributes;
    return quantise(node, 6, node.outputs[0], real);
  }

  /// Int32 in steps of input times weight.
  bool biasOf(const Node &node, const std::string &result, const Numbers &inputStep) {
    const Constant *tensor = find(node.inputs[8]);
    std::optional<Scale> scale = scaleOf(node, 4);
    std::optional<Numbers> values =
        !tensor ? std::nullopt : numbersOf(*tensor);
    if (!values || !scale)
      return false;
    scale->zero.assign(scale->step.size(), 0.0f);
    return write(result, tensor->sizes, *values, *scale, 0, inputStep);
  }

  bool add(const Node &from, const char *type, const std::vector<std::string> &inputs,
           std::string result = "") {
    result = result.empty() ? from.outputs[0] : result;
    types[result] = type;
    written.push_back({type, from.name, "", inputs, {result}, {}});
    return true;
  }

  /// Values of bytes are no more, but for inputs.
  void becomeFloat() {
    for (Value &output : graph.outputs)
      if (output.type == element::Int8 || output.type == element::Uint8)
        output.type = element::Float;
  }

  /// Null where it is none.
  const Constant *find(const std::string &name) const {
    const auto at = own.find(name);
    return at == own.end() ? graph.find(name) : at->second.get();
  }

  Graph &graph;
  const int64_t opset;
  std::map<std::string, std::shared_ptr<const Constant>> own; ///< of Constant nodes
  std::map<std::string, std::string> types; ///< of what made each value
  std::map<std::pair<std::string, float>, std::string> clips;
  Names names;
  std::map<std::string, float> steps;  ///< of what were bytes
  std::map<std::string, Scale> scales; ///< likewise, where one is known
  std::set<std::string> sums;         ///< were integers made of those
  std::list<Node> written;
};

} // namespace

bool isQuantised(const Node &node) {
  if (!node.domain.empty())
    return isContribForm(node);
  static const std::set<std::string> types = {"QuantizeLinear", "DequantizeLinear",
                                              "DynamicQuantizeLinear", "ConvInteger",
                                              "MatMulInteger"};
  return types.count(node.type) != 0 || isQLinear(node);
}

bool dequantise(Graph &graph) {
  if (llvm::none_of(graph.nodes, isQuantised))
    return false;
  spellContribForms(graph);
  Dequantiser(graph).run();
  return true;
}

} // namespace pnasc::foreign
