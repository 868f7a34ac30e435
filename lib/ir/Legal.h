// SPDX-License-Identifier: Apache-2.0
// Which genomes are configurations, each counted once: conditions hold, and what makes no
// difference (a choice that is not drawn, a depth beyond a group's superblocks, hyperparameters
// that an architecture does not have) stands at its first value.
#pragma once

#include "ir/Space.h"
#include "support/Random.h"
#include <functional>

namespace pnasc::ir {

/// Combinations of choices that conditions tie together which are gone through one by one.
constexpr double MostTied = 1000000;

/// Sets of choices that conditions tie together, each rising, apart from each other; `matters` says
/// of which choices it is asked, and what decides them is in the sets, too. The architecture, which
/// is given, is in none.
std::vector<std::vector<size_t>> tiedSets(const SearchSpace &space,
                                          const std::function<bool(size_t)> &matters);
/// The sets in which configurations are counted.
std::vector<std::vector<size_t>> countedSets(const SearchSpace &space, size_t architecture);
/// Whether networks of an architecture depend on a choice.
bool reads(const SearchSpace &space, size_t architecture, size_t choice);
/// Domain indices of a choice that make a difference to an architecture.
std::vector<int32_t> distinctValues(const SearchSpace &space, size_t architecture, size_t choice);
/// Number of combinations of `choices` before conditions.
double combinationCount(const SearchSpace &space, size_t architecture,
                        const std::vector<size_t> &choices);
/// Every combination of `choices` that no rule among them excludes, as genomes whose other genes
/// are 0; each that says something of its own once. `choices` hold all that their conditions speak
/// of.
std::vector<Genome> combinations(const SearchSpace &space, size_t architecture,
                                 const std::vector<size_t> &choices);

class Legal {
public:
  explicit Legal(const SearchSpace &space);

  double count(size_t architecture) const;
  double count() const;
  /// The `index`-th of a row of uniform draws.
  Genome draw(const support::CounterRandom &random, uint64_t index) const;
  /// All; call only where count() is small.
  std::vector<Genome> all() const;

private:
  /// Choices that vary together, with the genomes that hold their combinations.
  struct Part {
    std::vector<size_t> choices;
    std::vector<Genome> genomes;
  };
  const SearchSpace &space;
  std::vector<std::vector<Part>> parts; ///< by architecture; every choice lies in one part
};

} // namespace pnasc::ir
