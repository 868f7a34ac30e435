// SPDX-License-Identifier: Apache-2.0
// Configurations that fit, found by trying: they keep values in the space, estimate how much of it
// remains, and give the example. All of it by the cost model itself, never by bounds.
#pragma once

#include "cost/Cost.h"
#include "narrow/Grid.h"
#include <optional>

namespace pnasc::narrow {

class Evidence {
public:
  explicit Evidence(const Grid &grid);

  /// Uniform draws of legal genomes, or all of them where there are few: fills remaining.
  void sample(ir::SearchSpace &space);
  /// Tries, for each value without a witness, the genomes that hold it and are cheap elsewhere.
  void tryCorners();
  /// Assesses a genome; one that fits is a witness for all its values.
  bool fits(const ir::Genome &genome);
  /// Exchanges one value after another while that brings a genome nearer to the requirements.
  bool descend(ir::Genome genome);

  bool witnessed(size_t choice, size_t value) const { return seen[choice][value]; }
  const std::optional<ir::Genome> &example() const { return found; }

private:
  std::optional<double> violation(const ir::Genome &genome) const;
  void keep(const ir::Genome &genome);
  ir::Genome corner(size_t architecture) const;

  const Grid &grid;
  const ir::SearchSpace &space;
  std::vector<std::vector<bool>> seen; ///< by choice and domain index
  std::optional<ir::Genome> found;     ///< the first in the order of trying
};

} // namespace pnasc::narrow
