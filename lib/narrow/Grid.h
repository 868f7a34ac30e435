// SPDX-License-Identifier: Apache-2.0
// The grid of a spec's configurations, one architecture at a time: which genes belong to a group,
// what `baseline` means for them, and which genomes say the same (a depth beyond the group's
// positions).
#pragma once

#include "ir/Space.h"
#include "support/Random.h"
#include <array>

namespace pnasc::narrow {

class Grid {
public:
  explicit Grid(const ir::SearchSpace &space);

  enum Which : size_t { Depth, Kernel, Stride, Sparsity };

  int architecture, width;                    ///< indices of choices, -1 where there is none
  std::array<std::array<int, 4>, 4> groups{}; ///< by group and Which, likewise
  /// Whether every choice is one of these, so that bounds know all that decides a network.
  bool complete = true;

  size_t architectures() const { return depths.size(); }
  double legal(size_t a) const;
  double legal() const;
  /// The `index`-th of uniform draws from the legal genomes.
  ir::Genome draw(const support::CounterRandom &random, uint64_t index) const;
  /// Domain indices of choice `i` that count for architecture `a`: of depths that say the same only
  /// the first.
  std::vector<int32_t> values(size_t a, size_t i) const;
  /// The first value that says the same as `value`.
  int32_t representative(size_t a, size_t i, int32_t value) const;
  /// All combinations of values of the choices that `varies` tells; the others stand at the first
  /// that counts.
  std::vector<ir::Genome> all(size_t a, const std::vector<bool> &varies) const;
  bool isSparsity(size_t choice) const;

  /// How many of a group's positions a value of its depth takes.
  static int64_t positionsOf(const ir::Value &depth, size_t positions);

  const ir::SearchSpace &space;

private:
  int64_t positionsAt(size_t a, size_t g, int32_t value) const;
  std::vector<std::array<std::vector<int32_t>, 4>> depths; ///< by architecture
};

/// Of the first `count` values the number that makes networks cheapest, or largest, as far as the
/// choice's name tells; 0 where there is none.
int32_t extreme(const ir::Choice &choice, size_t count, bool largest);

} // namespace pnasc::narrow
