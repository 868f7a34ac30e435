// SPDX-License-Identifier: Apache-2.0
// What will run on the microcontroller: fused operators on tensors in HWC order, their
// kernels. Made by lower from shapes alone, so that search asks the very code that later produces
// the firmware.
//
// Text form, one node a line, parses back:
//   deploy Tiny on cortex-m7
//   %0 : 3x8x8 "input"
//   %1 = conv(%0) {channels=16, kernel=[3,3], ...} relu6 by conv.dsp "stem.conv" : 16x4x4
//   "stem.relu"
//   ...
//   return %5
// What the common case leaves out: `table`, `walk BASE [COUNTS] [STRIDES]` behind the clamp, `with
// int4 weights` behind the kernel, the element type behind a shape (`16x4x4 int16`), and at the end
// `from NODE norm BATCHNORM+OFFSET`, where the values come from.
#pragma once

#include "ir/Element.h"
#include "ir/Network.h"
#include "ir/Spec.h"
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pnasc::ir {

/// Clamp fused into the operator that makes a tensor. Clip: to DeployNode::bounds.
enum class Clamp : uint8_t { None, Relu, Relu6, Clip };

/// Bytes picked one after another: the i-th is at base + i0 * strides[0] + .. + i4 * strides[4],
/// where i0 .. i4 are the digits of i in a system with `counts`, the last one the fastest.
struct Walk {
  int64_t base = 0;
  std::array<int64_t, 5> counts{1, 1, 1, 1, 1}, strides{};
  bool operator==(const Walk &) const = default;
};

struct DeployTensor {
  std::string name; ///< of the network node whose (fused) output it is
  Shape shape;
  Element element = Element::Int8;

  /// Each row begins on a byte.
  uint64_t rowBytes() const { return bytesOf(element, shape.rowElements()); }
  uint64_t bytes() const { return rowBytes() * uint64_t(shape.rows()); }
  bool operator==(const DeployTensor &) const = default;
};

/// One kernel call. `op` is one of the catalogue's operators with an integer meaning. Attributes as
/// on the Network's node; an operator with weights always has a bias.
struct DeployNode {
  std::string op;
  std::string name;
  std::vector<uint32_t> inputs; ///< tensor ids
  uint32_t output = 0;          ///< tensor id
  Attributes attributes;
  Clamp clamp = Clamp::None;
  std::array<float, 2> bounds{};   ///< of Clamp::Clip
  bool tabulated = false;          ///< maps each byte by itself, by a table of 256 answers
  std::optional<Walk> walk;        ///< only picks bytes of its input, in this order
  Element weights = Element::Int8; ///< how weights lie; they cost ROM before they have values
  std::string kernel;              ///< entry of lib/catalogue/kernels, chosen for the core

  /// Where the values come from in the Network: the node that was lowered, and the batch norm
  /// folded into it, if any. `batchNormOffset` is the first channel of the batch norm's slice that
  /// applies here (it is not 0 where a batch norm behind a concatenation was folded into its
  /// branches). For a graph read from ONNX all three are unset.
  NodeId source = 0;
  int32_t batchNorm = -1;
  int64_t batchNormOffset = 0;
  bool operator==(const DeployNode &) const = default;
};

/// Flatten is no node: HWC of 1x1 maps is already flat, others are laid out by the linear weights.
struct DeployGraph {
  std::string name;                  ///< of the network
  std::string core;                  ///< entry of lib/catalogue/targets
  std::vector<DeployTensor> tensors; ///< by id; 0 is the input, n + 1 what node n makes
  std::vector<DeployNode> nodes;     ///< topological
  std::vector<uint32_t> outputs;
  bool operator==(const DeployGraph &) const = default;

  std::string text() const;
  /// Order and ids; what operators ask of shapes and attributes is the catalogue's
  /// (ops::verify). Empty when right.
  std::string verifyStructure() const;
  static llvm::Expected<DeployGraph> parse(llvm::StringRef text);
};

/// What a candidate costs on its target (docs/rationale.md, "ROM and RAM"). Predictions err
/// upward only.
struct Costs {
  uint64_t flops = 0, macs = 0, parameters = 0;
  uint64_t romBytes = 0;
  uint64_t arenaBytes = 0, contextBytes = 0, stackBytes = 0;
  double instructions = 0; ///< estimate of executed instructions of one inference
  double latencySeconds = 0;

  /// Figures of parts that requirements speak of (Requirement::Term::part), by ir::Metric; RAM is
  /// what of the arena is in use while the part runs.
  struct Part {
    std::string name;
    Figures figures{};
  };
  std::vector<Part> parts = {};

  double part(llvm::StringRef name, Metric metric) const; ///< 0 where the network has no such part
  uint64_t ramBytes() const { return arenaBytes + contextBytes + stackBytes; }
};

} // namespace pnasc::ir
