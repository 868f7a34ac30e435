// SPDX-License-Identifier: Apache-2.0
// How each operator is written to and read from ONNX: <op>/<op>.onnx.cpp defines `const OnnxOp
// &onnx_<op>()` in this namespace. The float and the QDQ form of a model share these; what is put
// around them (QuantizeLinear, DequantizeLinear, initialisers) is the business of lib/onnx.
#pragma once

#include "catalogue/ops/Rules.h"
#include <functional>
#include <onnx/onnx_pb.h>
#include <optional>

namespace pnasc::ops {

/// A graph under construction.
class OnnxGraph {
public:
  explicit OnnxGraph(::onnx::GraphProto &proto) : proto(proto) {}
  ::onnx::NodeProto &node(llvm::StringRef type, llvm::StringRef name,
                          llvm::ArrayRef<std::string> inputs, llvm::StringRef output);
  /// The name of a scalar that all who ask for it share.
  std::string scalar(float value);

  ::onnx::GraphProto &proto;
};

void setInt(::onnx::NodeProto &node, llvm::StringRef name, int64_t value);
void setInts(::onnx::NodeProto &node, llvm::StringRef name, llvm::ArrayRef<int64_t> values);
void setFloat(::onnx::NodeProto &node, llvm::StringRef name, float value);

struct OnnxWriting {
  OnnxGraph &graph;
  std::string name; ///< of the node
  const ir::Attributes &attributes;
  std::vector<std::string> inputs; ///< values, then parameters
  std::string output;
};

/// A node with what its operator may ask about its operands.
struct OnnxReading {
  const ::onnx::NodeProto &node;
  ir::Shape in;                ///< of the first input
  std::vector<int64_t> weight; ///< shape of the second input where it is a constant
  /// Operand `index` where it is a constant scalar.
  std::function<std::optional<double>(int index)> scalar;

  const ::onnx::AttributeProto *attribute(llvm::StringRef name) const;
  int64_t integer(llvm::StringRef name, int64_t fallback) const;
  std::vector<int64_t> integers(llvm::StringRef name) const;
};

/// What was read: one of our operators.
struct OnnxRead {
  std::string op;
  ir::Attributes attributes;
};

struct OnnxOp {
  std::string op;
  std::vector<std::string> types; ///< ONNX operators that read() understands
  void (*write)(const OnnxWriting &) = nullptr;
  llvm::Expected<OnnxRead> (*read)(const OnnxReading &) = nullptr;
};

const OnnxOp *onnxOp(llvm::StringRef op);         ///< null where it has no ONNX form of its own
const OnnxOp *onnxOpOfType(llvm::StringRef type); ///< null where nobody reads it

/// kernel_shape, strides, pads (and dilations) of a sliding window.
void writeWindow(::onnx::NodeProto &node, const Window &window);
/// One-dimensional windows become windows of height 1; auto_pad is resolved for the input's size.
llvm::Expected<Window> readWindow(const OnnxReading &reading, llvm::ArrayRef<int64_t> kernel);
void setWindow(ir::Attributes &attributes, const Window &window);

/// max_pool and average_pool.
llvm::Expected<OnnxRead> readPool(const OnnxReading &reading, llvm::StringRef op);

} // namespace pnasc::ops
