// SPDX-License-Identifier: Apache-2.0
// The buffers of a graph in one order of its nodes: when each lives, and which pairs of places are
// forbidden. A step is a position in the order.
#pragma once

#include "ir/Deploy.h"
#include <vector>

namespace pnasc::plan {

constexpr uint64_t Alignment = 4;
constexpr uint64_t aligned(uint64_t n) { return (n + Alignment - 1) / Alignment * Alignment; }

struct Buffer {
  uint64_t bytes = 0; ///< as it is
  uint64_t room = 0;  ///< rounded up, for lookups of forbidden intervals
  uint32_t firstStep = 0, lastStep = 0;
  bool output = false; ///< read when all steps are done: nothing may begin in it in the last one
  bool diesIn(uint32_t step) const { return lastStep == step && !output; }
};

/// Buffer `other` at offset x forbids this buffer the offsets in the open interval (x - below,
/// x + above).
struct Conflict {
  uint32_t other = 0;
  uint64_t below = 0, above = 0;
};

/// The facts about a graph that do not depend on the order, asked of the kernels once.
struct Facts {
  explicit Facts(const ir::DeployGraph &graph);
  const ir::DeployGraph &graph;
  std::vector<uint64_t> scratch;                ///< by node
  std::vector<std::vector<uint64_t>> distances; ///< by node and input, rounded up to Alignment
  std::vector<uint32_t> uses;                   ///< by tensor
};

/// Tensors come first, by id, then the scratch buffers of the nodes, by index.
struct Problem {
  Problem(const Facts &facts, std::vector<uint32_t> order);
  std::vector<uint32_t> order;
  std::vector<Buffer> buffers;
  std::vector<std::vector<Conflict>> conflicts; ///< by buffer
  uint64_t bound = 0;                           ///< no placement of this order needs less

private:
  void findLives(const Facts &facts);
  void findConflicts(const Facts &facts);
  void findBound(const Facts &facts);
};

} // namespace pnasc::plan
