// SPDX-License-Identifier: Apache-2.0
// Reads by structure: each operator between DequantizeLinear and QuantizeLinear, with at most one
// Relu or Clip behind it, becomes one node of the deployment graph.
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include "catalogue/ops/clip/Bounds.h"
#include "ir/Layout.h"
#include "onnx/Constants.h"
#include "onnx/InputOrder.h"
#include "onnx/Integer.h"
#include "onnx/Model.onnx.h"
#include "onnx/Properties.h"
#include "onnx/Proto.h"
#include "onnx/VerifyInteger.h"
#include "onnx/Vet.h"
#include "onnx/QuantisedWeights.h"
#include "support/Error.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>
#include <set>

namespace pnasc::onnx {

namespace {

/// What a value of the file stands for.
struct Value {
  int64_t tensor = -1;  ///< a tensor
  bool bytes = false;   ///< its bytes themselves, not dequantised
  bool pending = false; ///< the result of the operator that waits for QuantizeLinear
  DequantisedConstant constant;
};

class Reader {
public:
  explicit Reader(const ::onnx::GraphProto &graph) : graph(graph), constants(graph) {}

  llvm::Expected<ir::IntegerNetwork> read() {
    if (llvm::Error error = input.begin(graph))
      return error;
    network.graph.name = graph.name();
    for (const ::onnx::NodeProto &node : graph.node())
      if (llvm::Error error = readNode(node))
        return support::environment(nodeText(node) + " " + llvm::toString(std::move(error)));
    if (waiting)
      return support::environment("operator '" + pending.name +
                                  "' has no QuantizeLinear behind it");
    for (const auto &output : graph.output()) {
      const auto at = values.find(output.name());
      if (at == values.end() || at->second.tensor < 0)
        return support::environment("output '" + output.name() + "' is not quantised");
      network.graph.outputs.push_back(uint32_t(at->second.tensor));
    }
    if (network.graph.outputs.empty())
      return support::environment("it has no outputs");
    return std::move(network);
  }

private:
  llvm::Error readNode(const ::onnx::NodeProto &node) {
    llvm::Expected<bool> constant = constants.take(node);
    if (!constant)
      return constant.takeError();
    if (*constant)
      return llvm::Error::success();
    if (input.take(node, constants))
      return llvm::Error::success();
    const std::string &type = node.op_type();
    if (type == "QuantizeLinear")
      return quantize(node);
    if (type == "DequantizeLinear")
      return dequantize(node);
    if (type == "Flatten" || type == "Identity" || (type == "Reshape" && !movesBytes(node)))
      return alias(node);
    const ops::OnnxOp *op = ops::onnxOpOfType(type);
    if (!op)
      return ops::wrong("is not supported");
    return readOperator(node, *op);
  }

  const Value *operand(const ::onnx::NodeProto &node, int index) const {
    const auto at = index < node.input_size() ? values.find(node.input(index)) : values.end();
    return at == values.end() ? nullptr : &at->second;
  }

  const ir::Shape &shapeOfOperand(const Value &value) const {
    return value.pending ? pendingShape : network.graph.tensors[size_t(value.tensor)].shape;
  }

  llvm::Expected<ir::QuantParams> paramsOf(const ::onnx::NodeProto &node) const {
    const auto scale = constants.scalar(node.input(1));
    const ::onnx::TensorProto *zero =
        node.input_size() > 2 ? constants.find(node.input(2)) : nullptr;
    if (!scale || !zero)
      return ops::wrong("needs one constant scale and one int8 zero point");
    llvm::Expected<std::vector<int8_t>> points = valuesOf<int8_t>(*zero);
    if (!points)
      return points.takeError();
    if (points->size() != 1 || !(*scale > 0) || !std::isfinite(*scale))
      return ops::wrong("needs a positive scale and one zero point");
    return ir::QuantParams{float(*scale), points->front()};
  }

  /// Ends the waiting operator (or the input, or a flattened tensor) with scale and zero point.
  llvm::Error quantize(const ::onnx::NodeProto &node) {
    llvm::Expected<ir::QuantParams> params = paramsOf(node);
    if (!params)
      return params.takeError();
    const Value *from = operand(node, 0);
    Value value;
    if (const auto before = quantised.find(node.input(0)); before != quantised.end()) {
      if (network.tensors[before->second] != *params)
        return ops::wrong("quantises what is quantised already, with another scale or zero point");
      value.tensor = before->second;
    } else if (input.isInput(node.input(0)) && network.graph.tensors.empty()) {
      value.tensor = newTensor(input.name(), input.shapeOf(node.input(0)), *params);
      network.layout = input.layoutOf(node.input(0));
    } else if (from && from->pending) {
      pending.output = uint32_t(value.tensor = newTensor(node.input(0), pendingShape, *params));
      if (pending.tabulated)
        pendingValues.table = ops::tableOf(pending.op, pending.attributes,
                                           network.tensors[pending.inputs[0]], *params);
      network.graph.nodes.push_back(std::move(pending));
      network.values.push_back(std::move(pendingValues));
      waiting = values[node.input(0)].pending = false;
    } else if (from && from->tensor >= 0 && network.tensors[size_t(from->tensor)] == *params) {
      value.tensor = from->tensor;
    } else {
      return ops::wrong("is not behind an operator");
    }
    value.bytes = true;
    quantised[node.input(0)] = uint32_t(value.tensor);
    values[node.output(0)] = value;
    return llvm::Error::success();
  }

  int64_t newTensor(const std::string &name, const ir::Shape &shape,
                    const ir::QuantParams &params) {
    network.graph.tensors.push_back({name, shape});
    network.tensors.push_back(params);
    return int64_t(network.tensors.size() - 1);
  }

  llvm::Error dequantize(const ::onnx::NodeProto &node) {
    Value value;
    if (constants.find(node.input(0))) {
      value.constant = {node.input(0), node.input(1), 1};
      for (const auto &attribute : node.attribute())
        if (attribute.name() == "axis")
          value.constant.axis = attribute.i();
      if (llvm::Error error = symmetric(node))
        return error;
    } else {
      llvm::Expected<ir::QuantParams> params = paramsOf(node);
      if (!params)
        return params.takeError();
      const Value *from = operand(node, 0);
      if (!from || from->tensor < 0 || network.tensors[size_t(from->tensor)] != *params)
        return ops::wrong("needs the scale and zero point of its QuantizeLinear");
      value.tensor = from->tensor;
    }
    values[node.output(0)] = value;
    return llvm::Error::success();
  }

  llvm::Error symmetric(const ::onnx::NodeProto &node) const {
    const ::onnx::TensorProto *zero =
        node.input_size() > 2 ? constants.find(node.input(2)) : nullptr;
    if (!zero || zero->data_type() == ::onnx::TensorProto::INT32)
      return llvm::Error::success();
    llvm::Expected<std::vector<int8_t>> points = valuesOf<int8_t>(*zero);
    if (!points)
      return points.takeError();
    return llvm::all_of(*points, [](int8_t point) { return point == 0; })
               ? llvm::Error::success()
               : ops::wrong("has a weight zero point other than 0");
  }

  /// A Reshape to a map of other sizes.
  bool movesBytes(const ::onnx::NodeProto &node) const {
    const Value *from = operand(node, 0);
    const auto sizes = node.input_size() > 1 ? constants.numbers(node.input(1)) : std::nullopt;
    if (!from || from->tensor < 0 || !sizes || sizes->size() != 4)
      return false;
    const ir::Shape &in = shapeOfOperand(*from);
    const ir::Shape to{int64_t((*sizes)[1]), int64_t((*sizes)[2]), int64_t((*sizes)[3])};
    return to != in && to.channels > 0 && to.height > 0 && to.width > 0 &&
           elementsOf({to.channels, to.height, to.width}) == in.elements();
  }

  /// Flatten dissolves, because HWC bytes stay where they are.
  llvm::Error alias(const ::onnx::NodeProto &node) {
    const Value *from = operand(node, 0);
    if (!from || from->tensor < 0)
      return ops::wrong("needs a dequantised tensor");
    values[node.output(0)] = *from;
    return llvm::Error::success();
  }

  llvm::Error readOperator(const ::onnx::NodeProto &node, const ops::OnnxOp &op) {
    std::vector<uint32_t> inputs;
    std::vector<DequantisedConstant> weights;
    const Value *first = operand(node, 0);
    if (!first || (first->tensor < 0 && !first->pending))
      return ops::wrong("needs dequantised inputs");
    std::vector<int64_t> weightShape;
    for (int i = 0; i < node.input_size(); ++i)
      if (const Value *value = operand(node, i)) {
        if (!value->constant.values.empty())
          weights.push_back(value->constant);
        else if (value->tensor >= 0)
          inputs.push_back(uint32_t(value->tensor));
        else if (i > 0 || !value->pending)
          return ops::wrong("reads '" + node.input(i) + "' before it is quantised");
      } else if (!constants.find(node.input(i)) && !node.input(i).empty()) {
        return ops::wrong("reads '" + node.input(i) + "', which is not quantised");
      }
    if (!weights.empty())
      weightShape = shapeOf(*constants.find(weights.front().values));
    llvm::Expected<ops::OnnxRead> read =
        ops::readNode(op, {node, shapeOfOperand(*first), weightShape,
                           [this](const std::string &name) { return constants.numbers(name); }});
    if (!read)
      return read.takeError();
    if (first->pending)
      return clampPending(node, *read);
    return begin(node, *read, inputs, weights, first->bytes);
  }

  llvm::Error clampPending(const ::onnx::NodeProto &node, const ops::OnnxRead &read) {
    const ir::Clamp clamp = ops::traitsOf(read.op).clamp;
    if (!ops::traitsOf(pending.op).clamps || pending.clamp != ir::Clamp::None ||
        clamp == ir::Clamp::None)
      return ops::wrong("needs a QuantizeLinear before it");
    pending.clamp = clamp;
    if (clamp == ir::Clamp::Clip)
      pending.bounds = ops::clipBounds(read.attributes);
    values[node.input(0)].pending = false;
    values[node.output(0)].pending = true;
    return llvm::Error::success();
  }

  llvm::Error begin(const ::onnx::NodeProto &node, const ops::OnnxRead &read,
                    const std::vector<uint32_t> &inputs,
                    const std::vector<DequantisedConstant> &weights, bool bytes) {
    if (waiting)
      return ops::wrong("comes before the QuantizeLinear of '" + pending.name + "'");
    const ops::Op *op = ops::find(read.op);
    if (!op->integer)
      return ops::wrong("has no integer meaning");
    if (inputs.size() < op->least || inputs.size() > op->most)
      return ops::wrong("has " + std::to_string(inputs.size()) + " quantised inputs, needs " +
                        std::to_string(op->least) +
                        (op->most == op->least ? "" : " or more"));
    std::vector<ir::Shape> shapes;
    for (uint32_t tensor : inputs)
      shapes.push_back(network.graph.tensors[tensor].shape);
    if (op->traits.takes == ops::Takes::Features)
      shapes[0] = {shapes[0].elements(), 1, 1};
    llvm::Expected<ir::Shape> shape = op->shape(read.attributes, shapes);
    if (!shape)
      return shape.takeError();
    pending = {};
    pendingValues = {};
    pendingShape = *shape;
    pending.op = read.op;
    pending.name = node.name();
    pending.tabulated = bool(op->function);
    if (op->walk)
      pending.walk = op->walk(read.attributes, shapes.front(), *shape);
    pending.inputs = inputs;
    for (const ops::AttributeRule &rule : op->attributes)
      if (rule.name != "bias")
        pending.attributes.set(rule.name, read.attributes.has(rule.name)
                                              ? read.attributes.list(rule.name).vec()
                                              : rule.fallback);
    const WeightReader reader{constants, network, pending, pendingValues};
    if (const auto rules = op->parameters(read.attributes, shapes); !rules.empty())
      if (llvm::Error error = op->traits.weighted ? reader.readWeights(node, weights)
                                                  : reader.readSlopes(rules.front(), weights))
        return error;
    values[node.output(0)].pending = waiting = true;
    return bytes ? endOfBytes(node) : llvm::Error::success();
  }

  /// What moves bytes themselves needs no QuantizeLinear behind it.
  llvm::Error endOfBytes(const ::onnx::NodeProto &node) {
    if (!ops::traitsOf(pending.op).moves)
      return ops::wrong("needs dequantised inputs");
    Value &value = values[node.output(0)];
    value = {};
    value.bytes = true;
    value.tensor = newTensor(node.output(0), pendingShape, network.tensors[pending.inputs.front()]);
    pending.output = uint32_t(value.tensor);
    network.graph.nodes.push_back(std::move(pending));
    network.values.push_back(std::move(pendingValues));
    waiting = false;
    return llvm::Error::success();
  }

  const ::onnx::GraphProto &graph;
  Constants constants;
  InputReader input; ///< before it is quantised
  ir::Shape pendingShape;
  std::map<std::string, Value> values;
  std::map<std::string, uint32_t> quantised; ///< floats, and the tensors that they became
  ir::IntegerNetwork network;
  ir::DeployNode pending; ///< the operator that waits for its QuantizeLinear
  ir::IntegerValues pendingValues;
  bool waiting = false;
};

} // namespace

llvm::Expected<ir::IntegerNetwork> readIntegerModel(const ::onnx::ModelProto &model) {
  llvm::Expected<ir::IntegerNetwork> network = Reader(model.graph()).read();
  if (!network)
    return network;
  if (llvm::Error error = readProperties(model, *network))
    return error;
  if (llvm::Error error = verifyInteger(*network))
    return error;
  return network;
}

llvm::Expected<ir::IntegerNetwork> readInteger(llvm::StringRef bytes) {
  llvm::Expected<::onnx::ModelProto> model = parseModel(bytes, "the QDQ model");
  if (!model)
    return model.takeError();
  joinChains(*model->mutable_graph());
  llvm::Expected<ir::IntegerNetwork> network = readIntegerModel(*model);
  if (network)
    return network;
  return support::environment("cannot read the QDQ model: " + llvm::toString(network.takeError()));
}

} // namespace pnasc::onnx
