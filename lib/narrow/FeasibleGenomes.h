// SPDX-License-Identifier: Apache-2.0
// Configurations that fit, found by trying: they keep values in the space, give the example, and
// the search begins with them. All by the cost model itself, never by bounds.
#pragma once

#include "narrow/Census.h"

namespace pnasc::narrow {

class FeasibleGenomes {
public:
  FeasibleGenomes(const Grid &grid, const support::Workers &workers);

  /// What the census met on its way.
  void take(const Census &census);
  /// Tries, for each value that none of them holds, the genomes that hold it and are cheap
  /// elsewhere.
  void tryCorners();
  /// Assesses a genome; one that fits covers all its values.
  bool fits(const ir::Genome &genome);
  /// Exchanges one value after another while that brings a genome nearer to the requirements.
  bool descend(ir::Genome genome);

  bool covers(size_t choice, size_t value) const { return seen[choice][value]; }
  bool any() const { return !found.empty(); }
  /// The first in the order of trying.
  const ir::Genome &example() const { return found.front(); }
  /// Up to `count`, the example first, then always the one that differs most from those before.
  std::vector<ir::Genome> diverse(size_t count) const;

private:
  std::optional<double> violation(const ir::Genome &genome) const;
  void keep(const ir::Genome &genome);
  ir::Genome corner(size_t architecture) const;

  const support::Workers workers;
  const Grid &grid;
  const ir::SearchSpace &space;
  std::vector<std::vector<bool>> seen; ///< by choice and domain index
  std::vector<ir::Genome> found;       ///< a bounded number of them
};

} // namespace pnasc::narrow
