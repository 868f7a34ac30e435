// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include "llvm/ADT/STLExtras.h"
#include <cstdio>
#include <onnx/onnx_pb.h>

namespace pnasc::ops {

#define PNASC_ONNX_OP(stem) const OnnxOp &onnx_##stem();
#include "OnnxOps.inc"
#undef PNASC_ONNX_OP

const std::vector<const OnnxOp *> &onnxOps() {
  static const std::vector<const OnnxOp *> list = {
#define PNASC_ONNX_OP(stem) &onnx_##stem(),
#include "OnnxOps.inc"
#undef PNASC_ONNX_OP
  };
  return list;
}

const OnnxOp *onnxOp(llvm::StringRef op) {
  const auto at = llvm::find_if(onnxOps(), [&](const OnnxOp *entry) { return entry->op == op; });
  return at == onnxOps().end() ? nullptr : *at;
}

const OnnxOp *onnxOpOfType(llvm::StringRef type) {
  const auto at = llvm::find_if(onnxOps(), [&](const OnnxOp *entry) {
    return llvm::is_contained(entry->types, type) || chainType(entry->op) == type;
  });
  return at == onnxOps().end() ? nullptr : *at;
}

::onnx::NodeProto &OnnxGraph::node(llvm::StringRef type, llvm::StringRef name,
                                   llvm::ArrayRef<std::string> inputs, llvm::StringRef output) {
  ::onnx::NodeProto &node = *proto.add_node();
  node.set_op_type(type.str());
  node.set_name(name.str());
  for (const std::string &input : inputs)
    node.add_input(input);
  node.add_output(output.str());
  return node;
}

static std::string numberText(float value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.9g", double(value));
  return text;
}

/// `count` < 0: a scalar.
std::string OnnxGraph::constant(std::string name, int type, int64_t count, llvm::StringRef bytes) {
  for (const auto &tensor : proto.initializer())
    if (tensor.name() == name)
      return name;
  ::onnx::TensorProto &tensor = *proto.add_initializer();
  tensor.set_name(name);
  tensor.set_data_type(type);
  if (count >= 0)
    tensor.add_dims(count);
  tensor.set_raw_data(bytes.str());
  return name;
}

std::string OnnxGraph::scalar(float value) {
  return constant("scalar." + numberText(value), ::onnx::TensorProto::FLOAT, -1,
                  {reinterpret_cast<const char *>(&value), sizeof value});
}

std::string OnnxGraph::ints(llvm::ArrayRef<int64_t> values) {
  std::string name = "ints";
  for (int64_t value : values)
    name += "." + std::to_string(value);
  return constant(std::move(name), ::onnx::TensorProto::INT64, int64_t(values.size()),
                  {reinterpret_cast<const char *>(values.data()), values.size() * sizeof(int64_t)});
}

std::string OnnxGraph::floats(llvm::ArrayRef<float> values) {
  std::string name = "floats";
  for (float value : values)
    name += "." + numberText(value);
  return constant(std::move(name), ::onnx::TensorProto::FLOAT, int64_t(values.size()),
                  {reinterpret_cast<const char *>(values.data()), values.size() * sizeof(float)});
}

static ::onnx::AttributeProto &newAttribute(::onnx::NodeProto &node, llvm::StringRef name,
                                            ::onnx::AttributeProto::AttributeType type) {
  ::onnx::AttributeProto &attribute = *node.add_attribute();
  attribute.set_name(name.str());
  attribute.set_type(type);
  return attribute;
}

void setInt(::onnx::NodeProto &node, llvm::StringRef name, int64_t value) {
  newAttribute(node, name, ::onnx::AttributeProto::INT).set_i(value);
}

void setInts(::onnx::NodeProto &node, llvm::StringRef name, llvm::ArrayRef<int64_t> values) {
  ::onnx::AttributeProto &attribute = newAttribute(node, name, ::onnx::AttributeProto::INTS);
  for (int64_t value : values)
    attribute.add_ints(value);
}

void setText(::onnx::NodeProto &node, llvm::StringRef name, llvm::StringRef value) {
  newAttribute(node, name, ::onnx::AttributeProto::STRING).set_s(value.str());
}

void setFloat(::onnx::NodeProto &node, llvm::StringRef name, float value) {
  newAttribute(node, name, ::onnx::AttributeProto::FLOAT).set_f(value);
}

std::optional<std::vector<double>> OnnxReading::numbers(int index) const {
  if (index >= node.input_size() || node.input(index).empty())
    return std::nullopt;
  return constant(node.input(index));
}

std::optional<double> OnnxReading::scalar(int index) const {
  const auto values = numbers(index);
  return values && values->size() == 1 ? std::optional<double>(values->front()) : std::nullopt;
}

const ::onnx::AttributeProto *OnnxReading::attribute(llvm::StringRef name) const {
  for (const ::onnx::AttributeProto &attribute : node.attribute())
    if (attribute.name() == name)
      return &attribute;
  return nullptr;
}

int64_t OnnxReading::integer(llvm::StringRef name, int64_t fallback) const {
  const ::onnx::AttributeProto *found = attribute(name);
  return found ? found->i() : fallback;
}

double OnnxReading::real(llvm::StringRef name, float fallback) const {
  const ::onnx::AttributeProto *found = attribute(name);
  return double(found ? found->f() : fallback);
}

std::vector<int64_t> OnnxReading::integers(llvm::StringRef name) const {
  const ::onnx::AttributeProto *found = attribute(name);
  return found ? std::vector<int64_t>(found->ints().begin(), found->ints().end())
               : std::vector<int64_t>();
}

std::string chainType(llvm::StringRef op) { return "pnasc." + op.str(); }

void writeNode(const OnnxOp &op, const OnnxWriting &writing) {
  if (op.write)
    op.write(writing);
  else
    writing.graph.node(op.types.front(), writing.name, writing.inputs, writing.output);
}

llvm::Expected<OnnxRead> readNode(const OnnxOp &op, const OnnxReading &reading) {
  const bool chain = reading.node.op_type() == chainType(op.op);
  if (!chain && op.read)
    return op.read(reading);
  OnnxRead read{op.op, {}};
  if (!chain)
    return read;
  for (const ::onnx::AttributeProto &attribute : reading.node.attribute())
    read.attributes.set(attribute.name(), {attribute.ints().begin(), attribute.ints().end()});
  return read;
}

std::vector<std::string> typesOf(llvm::ArrayRef<ChainStep> steps) {
  std::vector<std::string> types;
  for (const ChainStep &step : steps)
    types.push_back(step.type);
  return types;
}

void writeChain(const OnnxWriting &w, llvm::ArrayRef<ChainStep> steps) {
  std::string before = w.inputs[0];
  for (size_t i = 0; i < steps.size(); ++i) {
    std::vector<std::string> operands{before};
    if (steps[i].with == ChainStep::With::X)
      operands.push_back(w.inputs[0]);
    if (steps[i].with == ChainStep::With::Number)
      operands.push_back(w.graph.scalar(float(steps[i].number)));
    const std::string behind = i + 1 == steps.size() ? "" : "." + std::to_string(i);
    w.graph.node(steps[i].type, w.name + behind, operands, w.output + behind);
    before = w.output + behind;
  }
}

/// `value` is what the step works on.
static bool matchesStep(const ChainStep &step, const ::onnx::NodeProto &node, const std::string &x,
                        const std::string &value, const OnnxNumbers &constant) {
  const bool alone = step.with == ChainStep::With::Nothing;
  if (node.op_type() != step.type || node.input_size() != (alone ? 1 : 2))
    return false;
  const bool first = node.input(0) == value;
  if (alone)
    return first;
  const bool ordered = node.op_type() == "Div" || node.op_type() == "Sub";
  if (!first && (ordered || node.input(1) != value))
    return false;
  const std::string &beside = node.input(first ? 1 : 0);
  if (step.with == ChainStep::With::X)
    return beside == x;
  const auto number = constant(beside);
  return number && number->size() == 1 && std::fabs(number->front() - step.number) < 1e-6;
}

bool matchesChain(llvm::ArrayRef<ChainStep> steps, llvm::ArrayRef<const ::onnx::NodeProto *> nodes,
                  const OnnxNumbers &constant) {
  const std::string &x = nodes[0]->input(0);
  for (size_t i = 0; i < steps.size(); ++i)
    if (!matchesStep(steps[i], *nodes[i], x, i == 0 ? x : nodes[i - 1]->output(0), constant))
      return false;
  return true;
}

std::optional<ir::Attributes> matchGated(llvm::ArrayRef<const ::onnx::NodeProto *> nodes,
                                         const OnnxNumbers &) {
  const std::string &x = nodes.front()->input(0), &gate = nodes[nodes.size() - 2]->output(0);
  const auto &factors = nodes.back()->input();
  const bool matches = factors.size() == 2 && ((factors[0] == x && factors[1] == gate) ||
                                               (factors[0] == gate && factors[1] == x));
  return matches ? std::optional(ir::Attributes()) : std::nullopt;
}

} // namespace pnasc::ops
