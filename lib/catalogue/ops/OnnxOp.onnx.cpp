// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/OnnxOp.onnx.h"
#include "llvm/ADT/STLExtras.h"
#include <cstdio>

namespace pnasc::ops {

#define PNASC_ONNX_OP(stem) const OnnxOp &onnx_##stem();
#include "OnnxOps.inc"
#undef PNASC_ONNX_OP

static llvm::ArrayRef<const OnnxOp *> onnxOps() {
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
  const auto at = llvm::find_if(
      onnxOps(), [&](const OnnxOp *entry) { return llvm::is_contained(entry->types, type); });
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

std::string OnnxGraph::scalar(float value) {
  char name[48];
  std::snprintf(name, sizeof name, "scalar.%.9g", double(value));
  for (const auto &tensor : proto.initializer())
    if (tensor.name() == name)
      return name;
  ::onnx::TensorProto &tensor = *proto.add_initializer();
  tensor.set_name(name);
  tensor.set_data_type(::onnx::TensorProto::FLOAT);
  tensor.set_raw_data(std::string(reinterpret_cast<const char *>(&value), sizeof value));
  return name;
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

void setFloat(::onnx::NodeProto &node, llvm::StringRef name, float value) {
  newAttribute(node, name, ::onnx::AttributeProto::FLOAT).set_f(value);
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

std::vector<int64_t> OnnxReading::integers(llvm::StringRef name) const {
  const ::onnx::AttributeProto *found = attribute(name);
  return found ? std::vector<int64_t>(found->ints().begin(), found->ints().end())
               : std::vector<int64_t>();
}

} // namespace pnasc::ops
