// SPDX-License-Identifier: Apache-2.0
// How genomes are drawn and varied: by the kind of each choice, never as rounded reals.
#pragma once

#include "ir/Space.h"
#include "support/Random.h"

namespace pnasc::search {

using Random = support::SequentialRandom;

class Vary {
public:
  explicit Vary(const ir::SearchSpace &space);

  /// Uniform in each choice.
  ir::Genome uniform(Random &random) const;
  /// The `slot`-th of `slots`: architectures in turn, widths by strata, the rest uniform.
  ir::Genome stratified(size_t slot, size_t slots, Random &random) const;
  /// Half the time uniform by gene, half the time two points.
  ir::Genome crossed(const ir::Genome &a, const ir::Genome &b, Random &random) const;
  /// Each gene with `rate` (0: one over the number of genes with a choice), at least one:
  /// another value of a categorical choice, a few steps along an ordered one or a grid.
  void mutate(ir::Genome &genome, double rate, Random &random) const;
  /// One step towards something cheaper: more sparsity or stride, less of everything else that
  /// decides a network; a `let` is left alone. False where none is left.
  bool cheaper(ir::Genome &genome, Random &random) const;

private:
  /// Direction in which a choice makes networks cheaper.
  enum class Slope : uint8_t { None, Up, Down };
  static std::pair<Slope, unsigned> slopeOf(ir::Hyperparameter one);
  struct Gene {
    int32_t size;
    ir::DomainKind kind;
    Slope slope;
    unsigned weight;               ///< how readily repair takes it
    std::vector<int32_t> byNumber; ///< indices of the numbers, rising; labels left out
  };
  int32_t moved(const Gene &gene, int32_t value, Random &random) const;
  bool stepDown(const Gene &gene, int32_t &value, Random &random) const;

  std::vector<Gene> genes;
  size_t active = 0; ///< genes with more than one value
  int architecture, width;
};

} // namespace pnasc::search
