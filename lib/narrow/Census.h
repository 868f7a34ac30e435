// SPDX-License-Identifier: Apache-2.0
// How many configurations meet the requirements, by the cost model itself, never by bounds.
//
// Where there are few networks each is assessed once: sparsities that keep the same channels give
// the same network, so a million configurations may be a few thousand networks, and counting is
// exact. Elsewhere a uniform sample of the legal configurations is assessed, and shares come with
// Wilson's interval (1927), 95 %.
#pragma once

#include "cost/Cost.h"
#include "narrow/Grid.h"
#include "support/Workers.h"
#include <optional>

namespace pnasc::narrow {

/// The costs of a genome; nothing where its shapes do not fit together.
/// `nodes` gets the size of the uncut network.
std::optional<ir::Costs> costsOf(const ir::SearchSpace &space, const ir::Genome &genome,
                                 size_t *nodes = nullptr);

/// A network that was assessed, and how many configurations it stands for (1 in a sample).
struct Kind {
  ir::Genome genome; ///< one of them
  uint32_t structure = 0;
  double count = 1;
  ir::Costs costs;
};

class Census {
public:
  Census(const Grid &grid, const support::Workers &workers);

  bool exact = false;
  std::vector<Kind> kinds;
  double counted = 0; ///< configurations that the kinds stand for, and those that cannot be built

  bool fits(const Kind &kind) const;
  /// Whether a configuration with this value is among those that a kind stands for.
  bool has(const Kind &kind, size_t choice, int32_t value) const;
  /// A share of the legal configurations, as a count with its interval; a point where exact.
  ir::Estimate estimate(double hits) const;
  /// Counts of configurations into the space: remaining, and what each requirement removes.
  void fill(ir::SearchSpace &space) const;

private:
  /// By group: for each value of its sparsity the first that keeps the same channels.
  using Same = std::array<std::vector<int32_t>, 4>;
  struct Structure {
    ir::Genome genome;
    Same same;
    double count = 0;               ///< configurations
    size_t networks = 0, nodes = 0; ///< nodes of each
  };
  bool list();
  bool split();
  void assess();
  void sample();
  std::optional<Same> sameIn(const ir::Genome &genome, size_t &nodes) const;
  std::vector<Kind> kindsOf(const Structure &structure) const;

  const support::Workers workers;
  const Grid &grid;
  const ir::SearchSpace &space;
  std::vector<Structure> structures;
};

} // namespace pnasc::narrow
