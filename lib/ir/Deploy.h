// SPDX-License-Identifier: Apache-2.0
// What will run on the microcontroller: fused operators on int8 tensors in HWC order, their
// kernels, and where each tensor lies. Made by lower and plan from shapes alone, so that search
// asks the very code that later produces the firmware.
#pragma once

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
};

struct DeployTensor {
  std::string name; ///< of the network node whose (fused) output it is
  Shape shape;
  uint64_t bytes() const { return uint64_t(shape.elements()); }
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
  std::array<float, 2> bounds{}; ///< of Clamp::Clip
  bool tabulated = false;        ///< maps each byte by itself, by a table of 256 answers
  std::optional<Walk> walk;      ///< only picks bytes of its input, in this order
  std::string kernel;            ///< entry of lib/catalogue/kernels, chosen for the core

  /// Where the values come from in the Network: the node that was lowered, and the batch norm
  /// folded into it, if any. `batchNormOffset` is the first channel of the batch norm's slice that
  /// applies here (it is not 0 where a batch norm behind a concatenation was folded into its
  /// branches). For a graph read from ONNX all three are unset.
  NodeId source = 0;
  int32_t batchNorm = -1;
  int64_t batchNormOffset = 0;
};

/// Flatten is no node: HWC of 1x1 maps is already flat, others are laid out by the linear weights.
struct DeployGraph {
  std::string name;                  ///< of the network
  std::string core;                  ///< entry of lib/catalogue/targets
  std::vector<DeployTensor> tensors; ///< by id; tensor 0 is the input
  std::vector<DeployNode> nodes;     ///< topological
  std::vector<uint32_t> outputs;

  std::string text() const;
};

/// Where a buffer lies while it lives: bytes [offset, offset + bytes), steps [first, last].
struct Placement {
  uint64_t offset = 0, bytes = 0;
  uint32_t firstStep = 0, lastStep = 0;
};

struct MemoryPlan {
  std::vector<uint32_t> order;    ///< indices of DeployGraph::nodes in the order they run
  std::vector<Placement> tensors; ///< by tensor id
  std::vector<Placement> scratch; ///< by node index; bytes 0 where a kernel needs none
  uint64_t arenaBytes = 0;        ///< highest end of all placements, exactly
  uint64_t alignment = 4;

  std::string text(const DeployGraph &graph) const;
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
