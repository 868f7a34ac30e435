// SPDX-License-Identifier: Apache-2.0
// What no configuration can beat: the Pareto front of lower bounds over all configurations, by
// dynamic programming over the groups.
//
//   state   the tensor between two groups: uncut shape, channels that stay, tied to what follows or
//   not step    one setting of the next group (depth, kernel, stride), its weight by Weight.h label
//   the weights so far, and the genes that led there; dominated labels are dropped
//
// For one architecture and one width. Sparsities stand at their largest, since all metrics rise
// with the channels that stay; so each label at the end is at or below every configuration of its
// structure in each metric, and each configuration is at or above some label. Metrics that only
// appear with negative coefficients are not bounded here; requirements with such terms exclude
// nothing.
#pragma once

#include "narrow/Grid.h"
#include "narrow/Weight.h"
#include <atomic>
#include <map>
#include <mutex>
#include <optional>

namespace pnasc::narrow {

/// A choice held at one value; -1: none is held.
struct Held {
  int choice = -1;
  int32_t value = 0;
};

struct Path {
  Weight weight{};   ///< at or below that of each configuration it stands for
  ir::Genome genome; ///< one of them: the sparsest
};

class Bounds {
public:
  explicit Bounds(const Grid &grid);

  /// The front for one architecture and width. Nothing where no bound is known: a choice that is
  /// not understood, a structure that does not elaborate, or the budget of work is spent.
  std::optional<std::vector<Path>> paths(size_t architecture, int32_t width, Held held);

  /// Left side of a requirement at a path; -infinity where it has negative coefficients.
  static double value(const ir::Requirement &requirement, const Weight &weight);
  bool excluded(const Weight &weight) const; ///< some requirement is not met even at this bound

private:
  friend class Walk;
  const Grid &grid;
  std::array<bool, 6> used{}; ///< metrics that some requirement bounds from above

  /// What is known of a region under one setting and one input; the key names all it depends on.
  using Key = std::array<int64_t, 12>;
  std::mutex mutex;
  std::map<Key, RegionWeight> known;
  std::map<Key, bool> ties;
  std::atomic<int64_t> budget;
};

} // namespace pnasc::narrow
