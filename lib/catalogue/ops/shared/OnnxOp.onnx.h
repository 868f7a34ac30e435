// SPDX-License-Identifier: Apache-2.0
// How each operator is written to and read from ONNX: <op>/<op>.onnx.cpp defines `const OnnxOp
// &onnx_<op>()` in this namespace. The float and the QDQ form of a model share these; what is put
// around them (QuantizeLinear, DequantizeLinear, initialisers) is the business of lib/onnx.
#pragma once

#include "catalogue/ops/shared/Rules.h"
#include <functional>
#include <optional>

// The messages of ONNX: only *.onnx.cpp files and lib/onnx see what is in them.
namespace onnx {
class AttributeProto;
class GraphProto;
class NodeProto;
} // namespace onnx

namespace pnasc::ops {

/// A graph under construction.
class OnnxGraph {
public:
  explicit OnnxGraph(::onnx::GraphProto &proto) : proto(proto) {}
  ::onnx::NodeProto &node(llvm::StringRef type, llvm::StringRef name,
                          llvm::ArrayRef<std::string> inputs, llvm::StringRef output);
  /// Names of constants that all who ask for them share.
  std::string scalar(float value);
  std::string ints(llvm::ArrayRef<int64_t> values);
  std::string floats(llvm::ArrayRef<float> values);

  ::onnx::GraphProto &proto;

private:
  std::string constant(std::string name, int type, int64_t count, llvm::StringRef bytes);
};

void setInt(::onnx::NodeProto &node, llvm::StringRef name, int64_t value);
void setInts(::onnx::NodeProto &node, llvm::StringRef name, llvm::ArrayRef<int64_t> values);
void setText(::onnx::NodeProto &node, llvm::StringRef name, llvm::StringRef value);
void setFloat(::onnx::NodeProto &node, llvm::StringRef name, float value);

struct OnnxWriting {
  OnnxGraph &graph;
  std::string name; ///< of the node
  const ir::Attributes &attributes;
  std::vector<std::string> inputs; ///< values, then parameters
  std::vector<ir::Shape> in;       ///< of the values
  std::string output;
};

using OnnxNumbers = std::function<std::optional<std::vector<double>>(const std::string &constant)>;

/// A node with what its operator may ask about its operands.
struct OnnxReading {
  const ::onnx::NodeProto &node;
  ir::Shape in;                ///< of the first input
  std::vector<int64_t> weight; ///< shape of the second input where it is a constant
  /// The values of a constant of numbers by its name.
  OnnxNumbers constant;

  /// Operand `index` where it is a constant; nothing else or not given.
  std::optional<std::vector<double>> numbers(int index) const;
  std::optional<double> scalar(int index) const; ///< of one value
  const ::onnx::AttributeProto *attribute(llvm::StringRef name) const;
  int64_t integer(llvm::StringRef name, int64_t fallback) const;
  double real(llvm::StringRef name, float fallback) const;
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
  /// Unset: a node of the first type, with the same operands and no attributes.
  void (*write)(const OnnxWriting &) = nullptr;
  /// Unset: the operator, with no attributes.
  llvm::Expected<OnnxRead> (*read)(const OnnxReading &) = nullptr;
  /// The file has the weight's input channels on axis 0 and its output channels on axis 1.
  bool inputsFirst = false;
  /// Where write() makes a chain of nodes, their types: each reads what the one before it makes,
  /// and nobody else does. `match` says whether such nodes of a file are this operator, and with
  /// which attributes.
  std::vector<std::string> chain = {};
  std::optional<ir::Attributes> (*match)(llvm::ArrayRef<const ::onnx::NodeProto *> nodes,
                                         const OnnxNumbers &constant) = nullptr;
};

void writeNode(const OnnxOp &op, const OnnxWriting &writing);
/// What a node is: read() of its operator, or what lib/onnx has found to be a chain.
llvm::Expected<OnnxRead> readNode(const OnnxOp &op, const OnnxReading &reading);
/// Type of the node that stands for a chain.
std::string chainType(llvm::StringRef op);
const std::vector<const OnnxOp *> &onnxOps(); ///< in order of their names

/// One node of a chain that begins at a value x: besides what the node before it makes (the first:
/// x) it reads nothing, x or a constant.
struct ChainStep {
  enum class With { Nothing, X, Number };
  const char *type;
  With with = With::Nothing;
  double number = 0;
};
std::vector<std::string> typesOf(llvm::ArrayRef<ChainStep> steps);
void writeChain(const OnnxWriting &writing, llvm::ArrayRef<ChainStep> steps);
/// Whether nodes of those types are the steps, up to rounding of the constants.
bool matchesChain(llvm::ArrayRef<ChainStep> steps, llvm::ArrayRef<const ::onnx::NodeProto *> nodes,
                  const OnnxNumbers &constant);

/// An operator without attributes that is these steps; Steps is an array with static storage.
template <const auto &Steps> OnnxOp onnxChain(const char *op) {
  OnnxOp result{op, {}, [](const OnnxWriting &writing) { writeChain(writing, Steps); }};
  result.chain = typesOf(Steps);
  result.match = [](llvm::ArrayRef<const ::onnx::NodeProto *> nodes, const OnnxNumbers &constant) {
    return matchesChain(Steps, nodes, constant) ? std::optional(ir::Attributes()) : std::nullopt;
  };
  return result;
}

/// x and a gate made of x, multiplied.
std::optional<ir::Attributes> matchGated(llvm::ArrayRef<const ::onnx::NodeProto *> nodes,
                                         const OnnxNumbers &constant);

const OnnxOp *onnxOp(llvm::StringRef op);         ///< null where it has no ONNX form of its own
const OnnxOp *onnxOpOfType(llvm::StringRef type); ///< null where nobody reads it

/// kernel_shape, strides, pads (and dilations) of a sliding window.
void writeWindow(::onnx::NodeProto &node, const Window &window);
/// One-dimensional windows become windows of height 1; auto_pad is resolved for the input's size.
llvm::Expected<Window> readWindow(const OnnxReading &reading, llvm::ArrayRef<int64_t> kernel);
/// The same of a node with a weight, whose window that is; a kernel_shape may not say otherwise.
llvm::Expected<Window> readWeightWindow(const OnnxReading &reading);
void setWindow(ir::Attributes &attributes, const Window &window);

/// Resize by `factor`.
void writeResize(const OnnxWriting &writing, llvm::StringRef mode, llvm::StringRef where);

/// max_pool and average_pool.
llvm::Expected<OnnxRead> readPool(const OnnxReading &reading, llvm::StringRef op);

} // namespace pnasc::ops
