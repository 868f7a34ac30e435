// SPDX-License-Identifier: Apache-2.0
// What no configuration can beat: the Pareto front of bounds over all configurations of one
// architecture and width, by dynamic programming over the rows of its table.
//
//   label   the cost ranges so far, the lines left so far, and the rows that led there; beaten
//   labels
//           are dropped
//
// Each configuration lies within the cost range of the path that it takes, and some path at the end
// is at or below that one in everything a requirement asks for. FLOPs, MACs, parameters and ROM of
// a path without sparsity are exactly those of its configuration; RAM is exact where the planner
// meets its bound.
#pragma once

#include "narrow/Table.h"
#include "support/Workers.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <memory>

namespace pnasc::narrow {

struct Path {
  CostRange range;
  Lines outside = 0;        ///< lines that it leaves
  ir::Genome sparse, dense; ///< two of the configurations it stands for
};

class Bounds {
public:
  Bounds(const RelaxedSpace &relaxed, const Grid &grid, const support::Workers &workers);

  struct Place {
    size_t architecture;
    int32_t width;
    Lines outside;
    size_t setting = 0; ///< of RelaxedSpace::settings
  };
  /// Writes what a place fixes into a genome.
  void fix(ir::Genome &genome, const Place &place) const;
  /// The architectures, widths and inputs that a question allows, small widths first: where
  /// something is possible at all, that shows soonest.
  std::vector<Place> places(const Question &question) const;
  /// The front; different places may be asked by different threads at a time.
  std::optional<std::vector<Path>> paths(const Place &place, const Question &question);
  /// Whether no configuration of a question meets what it must; false where that is not known.
  /// Places with paths left over are handed to `left`, which may end it by returning false.
  bool refuted(const Question &question, llvm::function_ref<bool(const std::vector<Path> &)> left);
  /// Nothing, too, once the workers are to stop.
  std::optional<Table> table(const Place &place, const Question &question);

  bool excluded(const CostRange &range) const; ///< some requirement is not met even at this bound

  size_t work() const; ///< regions assessed so far: a measure of time that is the same everywhere

  const RelaxedSpace &relaxed;
  const Grid &grid;

private:
  Unit &unit(const Place &place);

  const support::Workers workers;
  const Asked asked;
  /// By architecture, width and setting.
  std::vector<std::vector<std::vector<std::unique_ptr<Unit>>>> units;
};

} // namespace pnasc::narrow
