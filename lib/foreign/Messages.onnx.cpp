// SPDX-License-Identifier: Apache-2.0
#include "foreign/Messages.onnx.h"
#include "support/Error.h"
#include <cstring>
#include <onnx/onnx_pb.h>

namespace pnasc::foreign {

using ::onnx::AttributeProto;
using ::onnx::TensorProto;

namespace {

template <class T> std::vector<T> rawValues(const TensorProto &tensor) {
  std::vector<T> values(tensor.raw_data().size() / sizeof(T));
  if (!values.empty())
    std::memcpy(values.data(), tensor.raw_data().data(), values.size() * sizeof(T));
  return values;
}

/// As raw bytes, or as a list.
template <class T, class List>
std::vector<T> valuesOf(const TensorProto &tensor, const List &list) {
  return tensor.has_raw_data() ? rawValues<T>(tensor) : std::vector<T>(list.begin(), list.end());
}

} // namespace

Constant constantOf(const TensorProto &tensor) {
  Constant constant{tensor.data_type(), {tensor.dims().begin(), tensor.dims().end()}, {}};
  switch (tensor.data_type()) {
  case TensorProto::FLOAT:
    constant.values = valuesOf<float>(tensor, tensor.float_data());
    break;
  case TensorProto::INT64:
    constant.values = valuesOf<int64_t>(tensor, tensor.int64_data());
    break;
  case TensorProto::INT32: {
    const auto values = valuesOf<int32_t>(tensor, tensor.int32_data());
    constant.values = Sizes(values.begin(), values.end());
    break;
  }
  case TensorProto::INT8:
  case TensorProto::UINT8:
  case TensorProto::BOOL: // carried, so that whoever asks Dropout to train is seen
    constant.values = valuesOf<int8_t>(tensor, tensor.int32_data());
    break;
  default:
    break; // whoever reads it says so
  }
  return constant;
}

namespace {

llvm::Error checked(const Constant &constant, const TensorProto &tensor, const std::string &what) {
  const bool understood = constant.isFloat() || constant.isInteger() || constant.isByte();
  if (tensor.data_location() == TensorProto::EXTERNAL)
    return support::environment(what + " lies in another file, which is not there");
  if (understood && elementsOf(constant.sizes) != int64_t(constant.count()))
    return support::environment(what + " has " + std::to_string(constant.count()) +
                                " values, its sizes are " + sizesText(constant.sizes));
  return llvm::Error::success();
}

Attribute attributeOf(const AttributeProto &message) {
  using Kind = Attribute::Kind;
  Attribute attribute;
  attribute.name = message.name();
  attribute.i = message.i();
  attribute.f = message.f();
  attribute.s = message.s();
  attribute.ints.assign(message.ints().begin(), message.ints().end());
  attribute.floats.assign(message.floats().begin(), message.floats().end());
  if (message.has_t())
    attribute.t = std::make_shared<const Constant>(constantOf(message.t()));
  attribute.kind = message.type() == AttributeProto::INT      ? Kind::Int
                   : message.type() == AttributeProto::INTS   ? Kind::Ints
                   : message.type() == AttributeProto::FLOAT  ? Kind::Float
                   : message.type() == AttributeProto::FLOATS ? Kind::Floats
                   : message.type() == AttributeProto::STRING ? Kind::Text
                   : message.type() == AttributeProto::TENSOR && attribute.t
                       ? Kind::Tensor
                       : Kind::Other; // or a tensor that is not there
  return attribute;
}

Value valueOf(const ::onnx::ValueInfoProto &message) {
  const auto &type = message.type().tensor_type();
  Value value{message.name(), type.elem_type(), {}};
  for (const auto &dim : type.shape().dim())
    value.dimensions.push_back({dim.dim_value(), dim.dim_param()});
  return value;
}

template <class T> std::string rawBytes(const std::vector<T> &values) {
  return {reinterpret_cast<const char *>(values.data()), values.size() * sizeof(T)};
}

void write(const Constant &constant, TensorProto &tensor, size_t most) {
  tensor.set_data_type(constant.type);
  for (int64_t size : constant.sizes)
    tensor.add_dims(size);
  if (constant.count() > most)
    return;
  if (constant.type == element::Int32)
    tensor.set_raw_data(
        rawBytes(std::vector<int32_t>(constant.integers().begin(), constant.integers().end())));
  else
    std::visit([&](const auto &values) { tensor.set_raw_data(rawBytes(values)); }, constant.values);
}

void write(const Attribute &attribute, AttributeProto &message, size_t most) {
  using Kind = Attribute::Kind;
  message.set_name(attribute.name);
  switch (attribute.kind) {
  case Kind::Int:
    message.set_type(AttributeProto::INT);
    message.set_i(attribute.i);
    break;
  case Kind::Ints:
    message.set_type(AttributeProto::INTS);
    message.mutable_ints()->Add(attribute.ints.begin(), attribute.ints.end());
    break;
  case Kind::Float:
    message.set_type(AttributeProto::FLOAT);
    message.set_f(attribute.f);
    break;
  case Kind::Floats:
    message.set_type(AttributeProto::FLOATS);
    message.mutable_floats()->Add(attribute.floats.begin(), attribute.floats.end());
    break;
  case Kind::Text:
    message.set_type(AttributeProto::STRING);
    message.set_s(attribute.s);
    break;
  case Kind::Tensor:
    message.set_type(AttributeProto::TENSOR);
    write(*attribute.t, *message.mutable_t(), most);
    break;
  case Kind::Other:
    break;
  }
}

void write(const Value &value, ::onnx::ValueInfoProto &message) {
  message.set_name(value.name);
  auto &type = *message.mutable_type()->mutable_tensor_type();
  type.set_elem_type(value.type);
  for (const Value::Dimension &dimension : value.dimensions) {
    auto &dim = *type.mutable_shape()->add_dim();
    if (dimension.size > 0)
      dim.set_dim_value(dimension.size);
    else if (!dimension.symbol.empty())
      dim.set_dim_param(dimension.symbol);
  }
}

} // namespace

Node nodeOf(const ::onnx::NodeProto &message) {
  Node node{message.op_type(),
            message.name(),
            message.domain(),
            {message.input().begin(), message.input().end()},
            {message.output().begin(), message.output().end()},
            {}};
  for (const AttributeProto &attribute : message.attribute())
    node.attributes.push_back(attributeOf(attribute));
  return node;
}

llvm::Expected<Graph> graphOf(const ::onnx::ModelProto &model) {
  const ::onnx::GraphProto &message = model.graph();
  Graph graph;
  graph.name = message.name();
  graph.producer = model.producer_name();
  for (const auto &set : model.opset_import())
    (set.domain().empty() ? graph.opset : graph.otherDomains[set.domain()]) = set.version();
  for (const auto &property : model.metadata_props())
    graph.properties[property.key()] = property.value();
  for (const TensorProto &tensor : message.initializer()) {
    Constant constant = constantOf(tensor);
    if (llvm::Error error = checked(constant, tensor, "constant '" + tensor.name() + "'"))
      return error;
    graph.constants[tensor.name()] = std::move(constant);
  }
  for (const auto &input : message.input())
    if (!graph.constants.count(input.name())) // before format 4 constants stood among the inputs
      graph.inputs.push_back(valueOf(input));
  for (const auto &output : message.output()) {
    graph.outputs.push_back(valueOf(output));
    graph.outputs.back().dimensions.clear(); // they follow from the input's
  }
  takeNodes(message, graph);
  for (const ::onnx::NodeProto &node : message.node())
    for (const AttributeProto &attribute : node.attribute())
      if (attribute.has_t())
        if (llvm::Error error = checked(constantOf(attribute.t()), attribute.t(),
                                        nodeText(nodeOf(node)) + ": its " + attribute.name()))
          return error;
  return graph;
}

void takeNodes(const ::onnx::GraphProto &message, Graph &graph) {
  graph.nodes.clear();
  for (const ::onnx::NodeProto &node : message.node())
    graph.nodes.push_back(nodeOf(node));
}

void write(const Graph &graph, ::onnx::ModelProto &model, size_t most) {
  constexpr int64_t format = 8; // of ONNX 1.12; since 4 constants stand alone
  model.set_ir_version(format);
  model.set_producer_name(graph.producer);
  model.add_opset_import()->set_version(graph.opset);
  for (const auto &[domain, version] : graph.otherDomains) {
    auto &set = *model.add_opset_import();
    set.set_domain(domain);
    set.set_version(version);
  }
  for (const auto &[key, text] : graph.properties) {
    auto &property = *model.add_metadata_props();
    property.set_key(key);
    property.set_value(text);
  }
  ::onnx::GraphProto &message = *model.mutable_graph();
  message.set_name(graph.name);
  for (const auto &[name, constant] : graph.constants) {
    TensorProto &tensor = *message.add_initializer();
    tensor.set_name(name);
    write(constant, tensor, most);
  }
  for (const Value &value : graph.inputs)
    write(value, *message.add_input());
  for (const Value &value : graph.outputs)
    write(value, *message.add_output());
  for (const Node &node : graph.nodes) {
    ::onnx::NodeProto &made = *message.add_node();
    made.set_op_type(node.type);
    made.set_name(node.name);
    made.set_domain(node.domain);
    for (const std::string &value : node.inputs)
      made.add_input(value);
    for (const std::string &value : node.outputs)
      made.add_output(value);
    for (const Attribute &attribute : node.attributes)
      write(attribute, *made.add_attribute(), most);
  }
}

} // namespace pnasc::foreign
