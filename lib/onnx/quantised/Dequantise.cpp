// SPDX-License-Identifier: Apache-2.0
#include "onnx/quantised/Dequantise.h"
#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include "onnx/Proto.h"
#include "onnx/Vet.h"
#include "onnx/quantised/ContribForms.h"
#include "onnx/quantised/QLinear.h"
#include <cmath>

namespace pnasc::onnx {

namespace {

using ::onnx::TensorProto;
using Numbers = std::vector<float>;

/// Values of a constant of floats, bytes or int32.
std::optional<Numbers> numbersOf(TensorProto tensor) {
  if (tensor.data_type() == TensorProto::INT8 || tensor.data_type() == TensorProto::UINT8)
    becomeFloats(tensor);
  if (tensor.data_type() == TensorProto::INT32) {
    if (llvm::Expected<std::vector<int32_t>> values = valuesOf<int32_t>(tensor))
      return Numbers(values->begin(), values->end());
    else
      llvm::consumeError(values.takeError());
    return std::nullopt;
  }
  llvm::Expected<Numbers> values = valuesOf<float>(tensor);
  if (values)
    return std::move(*values);
  llvm::consumeError(values.takeError());
  return std::nullopt;
}

class Dequantiser {
public:
  explicit Dequantiser(::onnx::ModelProto &model)
      : graph(*model.mutable_graph()), opset(opsetOf(model)) {
    for (const TensorProto &tensor : graph.initializer())
      constants[tensor.name()] = &tensor;
    for (const Node &node : graph.node())
      if (const auto *value = findAttribute(node, "value"); value && node.op_type() == "Constant")
        constants[node.output(0)] = &value->t();
  }

  void run() {
    for (const Node &node : graph.node()) {
      if ((isQuantised(node) || node.op_type() == "Cast") && visit(node))
        continue;
      *written.Add() = node;
      for (const std::string &output : node.output())
        types[output] = node.op_type();
    }
    graph.mutable_node()->Swap(&written);
    becomeFloat();
  }

private:
  /// Scale and zero point as constants; no zero point: that of uint8, which is 0.
  struct Scale {
    Numbers step, zero;
    double smallest = 0, largest = 255; ///< bytes
  };

  bool visit(const Node &node) {
    const std::string &type = node.op_type();
    if (type == "QuantizeLinear")
      return quantise(node, 0, node.output(0));
    if (type == "DequantizeLinear")
      return constants.count(node.input(0))
                 ? constantOf(node, 0, node.output(0), axisOf(node), {})
                 : isMade(node.input(0)) && add(node, "Identity", {node.input(0)});
    if (type == "DynamicQuantizeLinear")
      return dynamic(node);
    if (type == "ConvInteger" || type == "MatMulInteger")
      return integerProduct(node);
    if (type == "Cast") // of sums, which are no integers any more
      return sums.count(node.input(0)) != 0 && intOf(node, "to", 0) == TensorProto::FLOAT &&
             add(node, "Identity", {node.input(0)});
    return node.input_size() >= 8 && product(node);
  }

  /// What is scaled by a value's own range stays as it is: the scale is 1.
  bool dynamic(const Node &node) {
    if (node.output_size() != 3)
      return false;
    addTensor<float>(graph, node.output(1), {}, {1.0f});
    steps[node.output(0)] = 1;
    return add(node, "Identity", {node.input(0)});
  }

  /// x, w, their zero points: x is no bytes any more and real, w constant and divided by the step
  /// of x, with which the sums are multiplied further on.
  bool integerProduct(const Node &node) {
    const bool conv = node.op_type() == "ConvInteger";
    const auto tensor = constants.find(node.input(1));
    auto values = tensor == constants.end() ? std::nullopt : numbersOf(*tensor->second);
    if (!values || !steps.count(node.input(0)))
      return false;
    const float step = 1 / steps[node.input(0)];
    if (!std::isfinite(step))
      return false;
    Scale scale{{step}, {0.0f}};
    if (node.input_size() > 3 && !node.input(3).empty()) {
      const auto zero = constants.find(node.input(3));
      auto points = zero == constants.end() ? std::nullopt : numbersOf(*zero->second);
      if (!points || points->empty())
        return false;
      scale.step.assign(points->size(), step);
      scale.zero = std::move(*points);
    }
    const std::string weight = node.output(0) + "/weight";
    if (!write(weight, shapeOf(*tensor->second), *values, scale, conv ? 0 : -1, {}))
      return false;
    add(node, conv ? "Conv" : "MatMul", {node.input(0), weight});
    written.rbegin()->mutable_attribute()->CopyFrom(node.attribute());
    sums.insert(node.output(0));
    return true;
  }

  /// What bytes are made of by nodes of this graph, not by its caller.
  bool isMade(const std::string &value) const { return types.count(value) != 0; }

  static int64_t axisOf(const Node &node) {
    return intOf(node, "block_size", 0) != 0 ? INT64_MAX : intOf(node, "axis", 1);
  }

  std::optional<Scale> scaleOf(const Node &node, int at) const {
    const auto step = constants.find(node.input(at));
    if (step == constants.end())
      return std::nullopt;
    Scale scale;
    auto numbers = numbersOf(*step->second);
    if (!numbers || numbers->empty())
      return std::nullopt;
    scale.step = std::move(*numbers);
    scale.zero.assign(scale.step.size(), 0.0f);
    if (node.input_size() <= at + 1 || node.input(at + 1).empty())
      return scale;
    const auto zero = constants.find(node.input(at + 1));
    numbers = zero == constants.end() ? std::nullopt : numbersOf(*zero->second);
    if (!numbers || (numbers->size() != scale.step.size() && numbers->size() != 1))
      return std::nullopt;
    scale.zero = std::move(*numbers);
    scale.zero.resize(scale.step.size(), scale.zero.front());
    if (zero->second->data_type() == TensorProto::INT8) {
      scale.smallest = -128;
      scale.largest = 127;
    }
    return scale;
  }

  /// Input `at` of a node, then its scale and zero point: floats named `result`. Steps are further
  /// multiplied by `more`.
  bool constantOf(const Node &node, int at, const std::string &result, int64_t axis,
                  const Numbers &more) {
    const auto tensor = constants.find(node.input(at));
    std::optional<Scale> scale = scaleOf(node, at + 1);
    std::optional<Numbers> values =
        tensor == constants.end() ? std::nullopt : numbersOf(*tensor->second);
    return values && scale && write(result, shapeOf(*tensor->second), *values, *scale, axis, more);
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
    addTensor(graph, result, sizes, values);
    return true;
  }

  /// From input 0 of a QuantizeLinear, or the real result of a product, to `result`.
  bool quantise(const Node &node, int at, const std::string &result, std::string value = "") {
    const std::optional<Scale> scale = scaleOf(node, value.empty() ? at + 1 : at);
    if (!scale)
      return false;
    if (value.empty()) {
      value = node.input(at);
      steps[result] = scale->step[0];
    }
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
    name = value + "/clip" + std::to_string(clips.size());
    constexpr int64_t boundsAreInputs = 11;
    std::vector<std::string> inputs{value};
    for (float bound : {0.0f, most})
      if (opset >= boundsAreInputs)
        inputs.push_back(
            addTensor<float>(graph, name + (bound == 0 ? ".min" : ".max"), {}, {bound}));
    add(from, "Clip", inputs, name);
    if (opset < boundsAreInputs) {
      ops::setFloat(*written.rbegin(), "min", 0);
      ops::setFloat(*written.rbegin(), "max", most);
    }
    return name;
  }

  /// QLinearConv, QLinearMatMul: x, its scale and zero point, w, its own, those of the result,
  /// bias.
  bool product(const Node &node) {
    const bool conv = node.op_type() == "QLinearConv";
    const std::string weight = node.output(0) + "/weight", bias = node.output(0) + "/bias",
                      real = node.output(0) + "/real";
    const std::optional<Scale> x = scaleOf(node, 1);
    if (!x || x->step.size() != 1 || !isMade(node.input(0)) || !scaleOf(node, 6))
      return false;
    const bool constant = constants.count(node.input(3)) != 0;
    if (constant ? !constantOf(node, 3, weight, conv ? 0 : -1, {}) : conv || !isMade(node.input(3)))
      return false;
    std::vector<std::string> inputs{node.input(0), constant ? weight : node.input(3)};
    if (conv && node.input_size() > 8 && !node.input(8).empty()) {
      if (!biasOf(node, bias, x->step))
        return false;
      inputs.push_back(bias);
    }
    add(node, conv ? "Conv" : "MatMul", inputs, real);
    written.rbegin()->mutable_attribute()->CopyFrom(node.attribute());
    return quantise(node, 6, node.output(0), real);
  }

  /// Int32 in steps of input times weight.
  bool biasOf(const Node &node, const std::string &result, const Numbers &inputStep) {
    const auto tensor = constants.find(node.input(8));
    std::optional<Scale> scale = scaleOf(node, 4);
    std::optional<Numbers> values =
        tensor == constants.end() ? std::nullopt : numbersOf(*tensor->second);
    if (!values || !scale)
      return false;
    scale->zero.assign(scale->step.size(), 0.0f);
    return write(result, shapeOf(*tensor->second), *values, *scale, 0, inputStep);
  }

  bool add(const Node &from, const char *type, const std::vector<std::string> &inputs,
           std::string result = "") {
    Node &node = *written.Add();
    node.set_op_type(type);
    node.set_name(from.name());
    for (const std::string &input : inputs)
      node.add_input(input);
    node.add_output(result.empty() ? from.output(0) : std::move(result));
    types[node.output(0)] = type;
    return true;
  }

  /// Values of bytes are no more, but for inputs.
  void becomeFloat() {
    const auto isByte = [](const ::onnx::ValueInfoProto &value) {
      const int32_t type = value.type().tensor_type().elem_type();
      return type == TensorProto::INT8 || type == TensorProto::UINT8;
    };
    auto &values = *graph.mutable_value_info();
    values.erase(std::remove_if(values.begin(), values.end(), isByte), values.end());
    for (auto &output : *graph.mutable_output())
      if (isByte(output))
        output.mutable_type()->mutable_tensor_type()->set_elem_type(TensorProto::FLOAT);
  }

  ::onnx::GraphProto &graph;
  const int64_t opset;
  std::map<std::string, const TensorProto *> constants;
  std::map<std::string, std::string> types; ///< of what made each value
  std::map<std::pair<std::string, float>, std::string> clips;
  std::map<std::string, float> steps; ///< of what were bytes
  std::set<std::string> sums;         ///< were integers made of those
  ::google::protobuf::RepeatedPtrField<Node> written;
};

} // namespace

bool isQuantised(const Node &node) {
  if (!isStandard(node))
    return isContribForm(node);
  static const std::set<std::string> types = {"QuantizeLinear", "DequantizeLinear",
                                              "DynamicQuantizeLinear", "ConvInteger",
                                              "MatMulInteger"};
  return types.count(node.op_type()) != 0 || isQLinear(node);
}

bool dequantise(::onnx::ModelProto &model) {
  if (llvm::none_of(model.graph().node(), isQuantised))
    return false;
  spellContribForms(*model.mutable_graph());
  Dequantiser(model).run();
  return true;
}

} // namespace pnasc::onnx
