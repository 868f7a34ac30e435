// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/batch_norm/Epsilon.h"
#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include "ir/Layout.h"
#include "onnx/Constants.h"
#include "onnx/Float.h"
#include "onnx/Model.onnx.h"
#include "onnx/Proto.h"
#include "onnx/Readers.h"
#include "onnx/Vet.h"
#include "support/Error.h"
#include "support/Units.h"
#include "llvm/ADT/STLExtras.h"
#include <array>
#include <cmath>
#include <set>

namespace pnasc::onnx {

namespace {

class Reader {
public:
  explicit Reader(const ::onnx::GraphProto &graph)
      : graph(graph), constants(graph), readers(graph) {}

  llvm::Expected<ir::TrainedNetwork> read() {
    std::string input;
    llvm::Expected<ir::Shape> shape = inputShapeOf(graph, input);
    if (!shape)
      return shape.takeError();
    result.network.name = graph.name();
    append({"input", unique(input), {}, {}, *shape}, {});
    values[input] = 0;
    for (const ::onnx::NodeProto &node : graph.node()) {
      llvm::Expected<bool> constant = constants.take(node);
      if (!constant)
        return constant.takeError();
      if (*constant)
        continue;
      if (llvm::Error error = readNode(node))
        return located(node, std::move(error));
    }
    if (llvm::Error error = readOutputs())
      return error;
    reshapeFlattened();
    return std::move(result);
  }

private:
  static llvm::Error located(const ::onnx::NodeProto &node, llvm::Error error) {
    return support::environment(nodeText(node) + " " + llvm::toString(std::move(error)));
  }

  std::string unique(std::string name) {
    while (name.empty() || !names.insert(name).second)
      name += "_";
    return name;
  }

  ir::NodeId append(ir::Node node, std::vector<ir::FloatArray> parameters) {
    result.network.nodes.push_back(std::move(node));
    result.parameters.push_back(std::move(parameters));
    return ir::NodeId(result.network.nodes.size() - 1);
  }

  const ir::Shape &shapeOfValue(const std::string &value) const {
    return result.network.nodes[values.at(value)].shape;
  }

  llvm::Error readNode(const ::onnx::NodeProto &node) {
    if (node.op_type() == "Dropout" && drops(node))
      return ops::wrong("is in training mode, only inference is supported");
    if (node.op_type() == "Identity" || node.op_type() == "Dropout")
      return alias(node);
    if (node.op_type() == "Reshape")
      return readReshape(node);
    if (node.op_type() == "Add" && biasOf(node) >= 0)
      return addBias(node, biasOf(node));
    const ops::OnnxOp *op = ops::onnxOpOfType(node.op_type());
    if (!op)
      return ops::wrong("is not supported");
    if (node.input_size() == 0 || !values.count(node.input(0)))
      return ops::wrong("needs a value as its first input");
    llvm::Expected<ops::OnnxRead> read = ops::readNode(*op, reading(node));
    if (!read)
      return read.takeError();
    std::vector<ir::NodeId> operands;
    std::vector<const ::onnx::TensorProto *> weights;
    for (const std::string &name : node.input()) {
      if (values.count(name))
        operands.push_back(values[name]);
      else if (const ::onnx::TensorProto *tensor = constants.find(name))
        weights.push_back(tensor);
      else if (!name.empty())
        return ops::wrong("reads '" + name + "', which nothing makes");
    }
    return add(node, *read, operands, weights);
  }

  ops::OnnxReading reading(const ::onnx::NodeProto &node) const {
    const ::onnx::TensorProto *weight =
        node.input_size() > 1 ? constants.find(node.input(1)) : nullptr;
    return {node, shapeOfValue(node.input(0)), weight ? shapeOf(*weight) : std::vector<int64_t>(),
            [this](const std::string &name) { return constants.numbers(name); }};
  }

  llvm::Error add(const ::onnx::NodeProto &node, const ops::OnnxRead &read,
                  const std::vector<ir::NodeId> &operands,
                  const std::vector<const ::onnx::TensorProto *> &weights) {
    const ops::Op *op = ops::find(read.op);
    if (operands.size() < op->least || operands.size() > op->most)
      return ops::wrong("has " + std::to_string(operands.size()) + " inputs that are no constants");
    std::vector<ir::Shape> shapes;
    for (ir::NodeId operand : operands)
      shapes.push_back(result.network.nodes[operand].shape);
    llvm::Expected<ir::Shape> shape = op->shape(read.attributes, shapes);
    if (!shape)
      return shape.takeError();
    if (elementsOf({shape->channels, shape->height, shape->width}) < 1)
      return ops::wrong("makes a map of " + shape->text() + ", which is too much");
    const auto rules = op->parameters(read.attributes, shapes);
    std::vector<ir::FloatArray> parameters;
    for (size_t i = 0; i < rules.size(); ++i) {
      if (i >= weights.size())
        return ops::wrong("lacks the constant " + rules[i].name);
      llvm::Expected<ir::FloatArray> array = parameter(node, read.op, rules[i], *weights[i]);
      if (!array)
        return array.takeError();
      parameters.push_back(std::move(*array));
    }
    if (llvm::Error error = checkVariance(read, parameters))
      return error;
    values[node.output(0)] =
        append({read.op, unique(node.name().empty() ? node.output(0) : node.name()), operands,
                read.attributes, *shape},
               std::move(parameters));
    return llvm::Error::success();
  }

  /// By whose root a batch norm divides.
  static llvm::Error checkVariance(const ops::OnnxRead &read,
                                   const std::vector<ir::FloatArray> &parameters) {
    if (read.op != "batch_norm")
      return llvm::Error::success();
    const std::vector<float> &scale = parameters[0].data, &variance = parameters[3].data;
    for (size_t c = 0; c < variance.size(); ++c)
      if (const double by = double(variance[c]) + ops::epsilonOf(read.attributes);
          !(by > 0) || !std::isfinite(float(double(scale[c]) / std::sqrt(by))))
        return ops::wrong("divides channel " + std::to_string(c) + " by the root of " +
                          support::exactText(by));
    return llvm::Error::success();
  }

  llvm::Expected<ir::FloatArray> parameter(const ::onnx::NodeProto &node, llvm::StringRef op,
                                           const ops::Parameter &rule,
                                           const ::onnx::TensorProto &tensor) {
    llvm::Expected<std::vector<float>> found = valuesOf<float>(tensor);
    if (!found)
      return found.takeError();
    if (!llvm::all_of(*found, [](float value) { return std::isfinite(value); }))
      return ops::wrong("has a " + rule.name + " with values that are no finite numbers");
    ir::FloatArray array{rule.shape, std::move(*found)};
    if (ops::onnxOp(op)->inputsFirst && rule.name == "weight" && rule.shape.size() > 1) {
      ir::FloatArray turned{rule.shape, std::move(array.data)};
      std::swap(turned.shape[0], turned.shape[1]);
      if (int64_t(turned.data.size()) == ir::FloatArray::count(turned.shape))
        turned = ir::exchanged(turned);
      array.data = std::move(turned.data);
    }
    if (int64_t(array.data.size()) != ir::FloatArray::count(rule.shape))
      return ops::wrong("has a " + rule.name + " of " + std::to_string(array.data.size()) +
                        " values and needs " + std::to_string(ir::FloatArray::count(rule.shape)));
    const bool inputsFirst =
        op == "linear" && rule.name == "weight" && !(node.op_type() == "Gemm" && transB(node));
    if (inputsFirst) // [I, O]
      array.data = ir::swapInner(array.data, rule.shape[1], rule.shape[0]);
    return array;
  }

  static bool transB(const ::onnx::NodeProto &node) {
    return llvm::any_of(node.attribute(),
                        [](const auto &a) { return a.name() == "transB" && a.i() != 0; });
  }

  /// The operand of an Add that is a bias for a linear layer without one, whose own value nobody
  /// else sees; -1 where none is.
  int biasOf(const ::onnx::NodeProto &node) const {
    for (int i = 0; i < 2 && node.input_size() == 2; ++i) {
      const auto at = values.find(node.input(1 - i));
      const ::onnx::TensorProto *bias = constants.find(node.input(i));
      if (!bias || at == values.end() || aliases.count(at->first) || !readers.single(at->first))
        continue;
      const ir::Node &producer = result.network.nodes[at->second];
      if (producer.op == "linear" && producer.attributes.get("bias", 1) == 0 &&
          ir::FloatArray::count(shapeOf(*bias)) == producer.shape.channels &&
          (bias->dims_size() == 0 || bias->dims(bias->dims_size() - 1) == producer.shape.channels))
        return i;
    }
    return -1;
  }

  llvm::Error addBias(const ::onnx::NodeProto &node, int index) {
    llvm::Expected<std::vector<float>> bias = valuesOf<float>(*constants.find(node.input(index)));
    if (!bias)
      return bias.takeError();
    const ir::NodeId linear = values[node.input(1 - index)];
    result.network.nodes[linear].attributes.set("bias", {1});
    result.parameters[linear].push_back({{int64_t(bias->size())}, *bias});
    values[node.output(0)] = linear;
    return llvm::Error::success();
  }

  /// Whether a Dropout is asked to train (since opset 12), and not with a ratio of 0.
  bool drops(const ::onnx::NodeProto &node) const {
    if (node.input_size() < 3 || node.input(2).empty())
      return false;
    const ::onnx::TensorProto *training = constants.find(node.input(2));
    const auto ratio = constants.scalar(node.input(1));
    return (!training || isTrue(*training)) && (!ratio || *ratio != 0);
  }

  static bool isTrue(const ::onnx::TensorProto &flag) {
    return llvm::any_of(flag.raw_data(), [](char byte) { return byte != 0; }) ||
           llvm::any_of(flag.int32_data(), [](int32_t value) { return value != 0; });
  }

  llvm::Error alias(const ::onnx::NodeProto &node) {
    if (!values.count(node.input(0)))
      return ops::wrong("needs a value as its first input");
    values[node.output(0)] = values[node.input(0)];
    aliases.insert(node.output(0));
    return llvm::Error::success();
  }

  /// The elements keep their order: to features, to a map of other sizes, or to sizes that no map
  /// has, which the values need not know.
  llvm::Error readReshape(const ::onnx::NodeProto &node) {
    const auto sizes = node.input_size() > 1 ? constants.numbers(node.input(1)) : std::nullopt;
    if (!values.count(node.input(0)) || !sizes)
      return ops::wrong("needs a value and a constant shape");
    const ir::Shape &in = shapeOfValue(node.input(0));
    if (sizes->size() < 2 || sizes->size() > 4)
      return alias(node);
    std::array<int64_t, 3> to{1, 1, 1};
    for (size_t i = 1; i < sizes->size(); ++i) {
      const double size = (*sizes)[i];
      to[i + 1 == sizes->size() && i == 2 ? 2 : i - 1] =
          size >= -1 && size <= double(MostElements) ? int64_t(size) : MostElements + 1;
    }
    if (const auto open = llvm::find(to, -1); open != to.end()) {
      *open = 1;
      *open = std::max<int64_t>(1, in.elements() / std::max<int64_t>(1, elementsOf(to)));
    }
    if (elementsOf(to) < 0)
      return ops::wrong("reshapes to " + sizesText(to));
    const ir::Shape shape{to[0], to[1], to[2]};
    if (shape.elements() == in.elements() && sizes->size() == 2)
      return add(node, {"flatten", {}}, {values[node.input(0)]}, {});
    if (shape == in || shape.elements() != in.elements())
      return alias(node);
    ops::OnnxRead read{"reshape", {}};
    read.attributes.set("shape", {to[0], to[1], to[2]});
    return add(node, read, {values[node.input(0)]}, {});
  }

  /// On the target a flattened map lies as the map did, which only linear layers know; for others
  /// its elements change places.
  void reshapeFlattened() {
    std::vector<ir::Node> &nodes = result.network.nodes;
    const auto users = result.network.users();
    for (ir::NodeId id = 1; id < nodes.size(); ++id) {
      const bool known = llvm::all_of(users[id], [&](ir::NodeId user) {
        return ops::traitsOf(nodes[user].op).takes == ops::Takes::Features ||
               nodes[user].op == "flatten";
      });
      const bool seen = llvm::is_contained(result.network.outputs, id);
      if (nodes[id].op != "flatten" || (known && !seen) ||
          nodes[nodes[id].inputs.front()].shape.positions() == 1)
        continue;
      nodes[id].op = "reshape";
      nodes[id].attributes.set("shape", {nodes[id].shape.channels, 1, 1});
    }
  }

  llvm::Error readOutputs() {
    for (const auto &output : graph.output()) {
      const auto at = values.find(output.name());
      if (at == values.end())
        return support::environment("output '" + output.name() + "' is made by no node");
      result.network.outputs.push_back(at->second);
    }
    result.network.classes = shapeOfValue(graph.output(0).name()).elements();
    return llvm::Error::success();
  }

  const ::onnx::GraphProto &graph;
  Constants constants;
  const Readers readers;
  std::map<std::string, ir::NodeId> values; ///< ONNX value -> node that makes it
  std::set<std::string> aliases;            ///< values that are others by another name
  std::set<std::string> names;
  ir::TrainedNetwork result;
};

} // namespace

llvm::Expected<ir::TrainedNetwork> readFloatGraph(const ::onnx::GraphProto &graph) {
  llvm::Expected<ir::TrainedNetwork> network = Reader(graph).read();
  if (!network)
    return network;
  if (const std::string wrong = ops::verify(network->network); !wrong.empty())
    return support::environment(wrong);
  return network;
}

llvm::Expected<ir::TrainedNetwork> readFloat(llvm::StringRef bytes, llvm::StringRef name) {
  llvm::Expected<::onnx::ModelProto> model = parseModel(bytes, name);
  if (!model)
    return model.takeError();
  joinChains(*model->mutable_graph());
  llvm::Expected<ir::TrainedNetwork> network = readFloatGraph(model->graph());
  if (network)
    return network;
  return support::environment("cannot read '" + name.str() +
                              "': " + llvm::toString(network.takeError()));
}

} // namespace pnasc::onnx
