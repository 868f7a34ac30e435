// SPDX-License-Identifier: Apache-2.0
// The grid of a spec's configurations, one architecture at a time: which genes belong to a group,
// what `baseline` means for them, and which genomes say the same (a depth beyond the group's
// positions).
#pragma once

#include "elaborate/Regions.h"
#include "ir/Legal.h"
#include "support/Random.h"
#include <array>

namespace pnasc::narrow {

/// Index of each of a group's choices; -1 where there is none.
struct GroupChoices {
  int depth = -1, kernel = -1, stride = -1, sparsity = -1;
};

class Grid {
public:
  explicit Grid(const ir::SearchSpace &space);

  int architecture, width; ///< indices of choices, -1 where there is none
  std::array<GroupChoices, 4> groups;
  /// Whether every choice is one of these, so that bounds know all that decides a network.
  bool complete = true;

  size_t architectures() const { return depths.size(); }
  /// Domain indices of group `g`'s depth that differ for architecture `a`.
  const std::vector<int32_t> &depthsOf(size_t a, size_t g) const { return depths[a][g]; }
  double legal() const { return configurations.count(); }
  /// The `index`-th of `total` uniform draws from the legal genomes.
  ir::Genome draw(const support::CounterRandom &random, uint64_t index) const {
    return configurations.draw(random, index);
  }
  /// All legal genomes; call only where legal() is small.
  std::vector<ir::Genome> all() const { return configurations.all(); }
  /// The setting of group `g` in a genome.
  elaborate::GroupSetting setting(const ir::Genome &genome, size_t g) const;
  elaborate::Plan planOf(size_t a, int64_t width) const;

  const ir::SearchSpace &space;

private:
  ir::Legal configurations;
  std::vector<std::array<std::vector<int32_t>, 4>> depths; ///< by architecture
};

} // namespace pnasc::narrow
