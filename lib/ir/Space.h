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

  int indexOf(llvm::StringRef choice) const; ///< -1 where there is none
  const Value &value(const Genome &genome, llvm::StringRef choice) const;
  std::string genomeText(const Genome &genome) const; ///< JSON object on one line, choices in order
  /// Reads JSON as --genome takes it; choices left out take `baseline`, 1 or the first value.
  llvm::Expected<Genome> parseGenome(llvm::StringRef json) const;
  std::string text() const; ///< for --emit=space
};

/// The space before anything is narrowed away: the spec's choices as written. `raw` is their
/// product; `legal` and `remaining` are left to narrow.
SearchSpace whole(std::shared_ptr<const Spec> spec);

} // namespace pnasc::ir
