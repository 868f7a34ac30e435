// SPDX-License-Identifier: Apache-2.0
// The grid of a spec's configurations, one architecture at a time: which genes belong to a group,
// what `baseline` means for them, and which genomes say the same (a depth beyond the group's
// positions).
#pragma once

#include "ir/Legal.h"
#include "support/Random.h"
#include <array>

namespace pnasc::narrow {

class Grid {
public:
  explicit Grid(const ir::SearchSpace &space);

  /// In the order of ir::groupHyperparameters.
  enum Which : size_t { Depth, Kernel, Stride, Sparsity };

  int architecture, width;                    ///< indices of choices, -1 where there is none
  std::array<std::array<int, 4>, 4> groups{}; ///< by group and Which, likewise
  /// Whether every choice is one of these, so that bounds know all that decides a network.
  bool complete = true;

  double legal() const { return configurations.count(); }
  /// The `index`-th of uniform draws from the legal genomes.
  ir::Genome draw(const support::CounterRandom &random, uint64_t index) const {
    return configurations.draw(random, index);
  }
  /// Whether the architecture of a genome reads a choice at all.
  bool matters(const ir::Genome &genome, size_t choice) const;
  /// The first value that says the same as `value` to the architecture of a genome.
  int32_t representative(const ir::Genome &genome, size_t choice, int32_t value) const;
  /// A group's own sparsity that no condition speaks of; false for -1.
  bool isSparsity(int choice) const;

  /// How many of a group's positions a value of its depth takes.
  static int64_t positionsOf(const ir::Value &depth, size_t positions);

  const ir::SearchSpace &space;

private:
  size_t architectureOf(const ir::Genome &genome) const;
  ir::Legal configurations;
  std::vector<bool> sparsities; ///< by choice
};

/// Of the first `count` values the number that makes networks cheapest, or largest, as far as is
/// known of it; 0 where there is none.
int32_t extreme(const ir::Choice &choice, size_t count, bool largest);

} // namespace pnasc::narrow
