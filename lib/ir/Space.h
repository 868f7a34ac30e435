// SPDX-License-Identifier: Apache-2.0
// The configurations that are left to search: each choice with the domain values that survived.
#pragma once

#include "ir/Spec.h"
#include "llvm/Support/Error.h"
#include <optional>

namespace pnasc::ir {

/// One index into SearchSpace::choices[i].domain for each choice.
using Genome = std::vector<int32_t>;

struct Removed {
  std::string choice;
  Value value;
  std::string
      reason; ///< "ram of every configuration with it is at least 300 KiB ('fits_ram', line 12)"
};

/// A count of configurations; `low` to `high` is its 95 % interval where it is an estimate.
struct Estimate {
  double value = 0, low = 0, high = 0;
};

/// What a requirement does to the legal configurations.
struct Effect {
  Estimate alone; ///< those that break it
  Estimate only;  ///< those that break nothing else
};

struct SearchSpace {
  std::shared_ptr<const Spec> spec;
  std::vector<Choice> choices; ///< the spec's, with narrowed domains
  std::vector<Removed> removed;
  /// Counts; remaining is an estimate by uniform sampling where it says so.
  double raw = 0, legal = 0, remaining = 0, remainingLow = 0, remainingHigh = 0;
  bool remainingExact = false;
  std::vector<Effect> effects; ///< by requirement; estimates where `remaining` is one
  Genome example;              ///< one that fits
  std::vector<Genome> seeds;   ///< some that fit, as different as could be found; example first

  /// Of the choice that decides something, also of a shared one that it reads; -1: there is none.
  int indexOf(Hyperparameter what, size_t group = 0) const;
  /// By the name that people write.
  int indexOf(llvm::StringRef name) const;
  /// What a genome says, where a condition keeps a choice from being drawn: its rest. Of a choice
  /// that the genome is too short for, the first value.
  const Value &value(const Genome &genome, Hyperparameter what, size_t group = 0) const;
  const Value &value(const Genome &genome, size_t choice) const;
  bool holds(const Condition &condition, const Genome &genome) const;
  /// The first of the spec's rules that a genome breaks, or null.
  const Rule *broken(const Genome &genome) const;
  /// Of one sample, which may be a choice (`height in {28, 32}`).
  Shape inputShape(const Genome &genome) const;
  /// The spec's data set with what of it is chosen.
  DatasetSpec datasetOf(const Genome &genome) const;
  std::string genomeText(const Genome &genome) const; ///< JSON object on one line, choices in order
  /// Reads JSON as --genome takes it; choices left out take `baseline`, 1 or the first value.
  llvm::Expected<Genome> parseGenome(llvm::StringRef json) const;
  std::string text() const; ///< for --emit=space
};

/// The space before anything is narrowed away: the spec's choices as written. `raw` is their
/// product; `legal` and `remaining` are left to narrow.
SearchSpace whole(std::shared_ptr<const Spec> spec);

} // namespace pnasc::ir
