// SPDX-License-Identifier: Apache-2.0
// An operator: one folder under lib/catalogue/ops with
//   <op>.cpp        spelling in the language, attributes, shape rule, parameters, cost, channel
//                   coupling, integer meaning
//   <op>.torch.cpp  what it computes in float (TorchOp.torch.h)
//   <op>.onnx.cpp   how it is written to and read from ONNX (OnnxOp.onnx.h)
// CMake lists the folders; adding an operator touches nothing else but its test.
#pragma once

#include "catalogue/ops/shared/Function.h"
#include "ir/Integer.h"
#include "ir/Network.h"
#include "ir/Rows.h"
#include <array>
#include <functional>
#include <vector>

namespace pnasc::ops {

/// An attribute as elaborate and verify see it. Lists have a fixed length (kernel: 2).
struct AttributeRule {
  std::string name;
  size_t length = 1;
  std::vector<int64_t> fallback; ///< empty: required
  int64_t least = 0;
};

enum class Initial : uint8_t { KaimingNormal, Zero, One, Quarter };

/// A parameter tensor. KaimingNormal: N(0, sqrt(2 / fanIn)).
struct Parameter {
  std::string name; ///< weight, bias, scale, shift, mean, variance, slope
  std::vector<int64_t> shape;
  Initial initial = Initial::Zero;
  int64_t fanIn = 1;
  bool trainable = true;
};

/// How the output's channels relate to the inputs' (docs/rationale.md, "Widths exactly").
enum class Channels : uint8_t {
  Fresh,  ///< made here (conv with groups = 1): may be cut; cutting an input shrinks the weight
  Same,   ///< output channel i is input channel i of every input (batch norm, add, depthwise ...)
  Concat, ///< the inputs' channels one after another
  Fixed,  ///< made here and never cut, nor scaled (the classifier)
  Flat,   ///< flatten: channel c becomes the block of positions() features that starts there
};

struct Cost {
  uint64_t flops = 0, macs = 0;
};

/// An int8 tensor in HWC order, for the integer reference.
using Bytes = std::vector<int8_t>;
struct IntegerArguments {
  const ir::IntegerNetwork &network;
  const ir::DeployNode &node;
  const ir::IntegerValues &values;
  std::vector<const Bytes *> inputs;
};

/// What becomes of an operator on the way to the target (lib/lower).
enum class Lowering : uint8_t {
  Kernel,  ///< a kernel runs it
  Input,   ///< it is where the network begins
  Flatten, ///< nothing is left: bytes stay where they are
  Scale,   ///< batch norm: melts into the weights before it
  Clamp,   ///< relu: becomes the clamp of the operator before it, where that takes one
  Chain,   ///< of n inputs: n - 1 kernel calls of two
};

/// ONNX tells features [N, F] from maps [N, C, H, W]; which of them an operator reads.
enum class Takes : uint8_t {
  Maps,
  Features, ///< and makes features
  Either,   ///< makes what it reads
  Alike,    ///< several inputs of one kind; maps unless all are features
};

/// What the stages behind elaborate ask of an operator. The defaults are right for an operator that
/// a kernel runs on one map.
struct Traits {
  Lowering lowering = Lowering::Kernel;
  ir::Clamp clamp = ir::Clamp::None; ///< of Lowering::Clamp
  bool weighted = false; ///< a weight and a bias for each output channel, which take a batch norm
  bool clamps = false;   ///< its kernels can end in a clamp
  bool moves = false; ///< bytes are moved or chosen: output and inputs share scale and zero point
  bool rectifies = false; ///< a unit is off at inputs below 0 (what NASWOT looks at)
  Takes takes = Takes::Maps;
  /// Values that the output keeps to, whatever the data: they need no calibration.
  std::optional<std::array<float, 2>> range;
};

struct Op {
  std::string name;
  std::string source;         ///< where the definition comes from
  size_t least = 1, most = 1; ///< number of inputs
  std::vector<AttributeRule> attributes;
  std::vector<Function> functions; ///< of the language that make it

  /// Shape of the output, or an error in words a user understands ("add of 16x8x8 and 24x8x8").
  std::function<llvm::Expected<ir::Shape>(const ir::Attributes &, llvm::ArrayRef<ir::Shape>)> shape;
  std::function<std::vector<Parameter>(const ir::Attributes &, llvm::ArrayRef<ir::Shape>)>
      parameters;
  std::function<Cost(const ir::Attributes &, llvm::ArrayRef<ir::Shape>, const ir::Shape &out)> cost;
  std::function<Channels(const ir::Attributes &, llvm::ArrayRef<ir::Shape>)> channels;
  Traits traits;
  /// Of operators that map each value by itself: f(x). On the target it is a table of 256 answers
  /// (ir::IntegerValues::table), which the one kernel of all such operators reads; `integer` is
  /// integer_table.
  std::function<double(const ir::Attributes &, double)> function;
  /// Of operators that only pick bytes of their one input (traits.moves): the order in which the
  /// target does, HWC. One kernel runs them all.
  std::function<ir::Walk(const ir::Attributes &, const ir::Shape &in, const ir::Shape &out)> walk;
  /// The rows of an input that some rows of the output are made of. Unset: all. Lets a network run
  /// by rows (ir/Schedule.h).
  std::function<ir::Rows(const ir::Attributes &, const ir::Shape &in, const ir::Shape &out,
                         ir::Rows rows)>
      inputRows;
  /// Of operators that add, multiply or average their inputs without weights: how often, at most,
  /// two divides the number by which they divide (a mean of four: 2). Quantisation then chooses
  /// scales under which their outputs never lie in the middle between two steps
  /// (quantize/Scales.h).
  std::function<int(const ir::Attributes &, const ir::Shape &in)> halvings;
  /// Null for operators that lower away (batch_norm, flatten, input). The reference that defines
  /// every bit.
  std::function<Bytes(const IntegerArguments &)> integer;
};

/// The entry of that name, or null.
const Op *find(llvm::StringRef name);
/// Of an operator that exists.
const Traits &traitsOf(llvm::StringRef op);
const std::vector<const Op *> &all(); ///< sorted by name

/// Shapes of a node's inputs.
std::vector<ir::Shape> inputShapes(const ir::Network &network, const ir::Node &node);
std::vector<Parameter> parametersOf(const ir::Network &network, const ir::Node &node);
/// Op::inputRows of a node that will run, of input `i`.
ir::Rows inputRows(const ir::DeployGraph &graph, const ir::DeployNode &node, size_t i,
                   ir::Rows rows);
/// Empty when every node obeys its operator's rules.
std::string verify(const ir::Network &network);
/// The same of the nodes that will run: inputs, attributes, shapes, what follows from them.
std::string verify(const ir::DeployGraph &graph);
/// And of their values: as many weights, scales and answers as the operators have.
std::string verify(const ir::IntegerNetwork &network);

} // namespace pnasc::ops
