// SPDX-License-Identifier: Apache-2.0
// Trials: what the search evaluated and found.
#pragma once

#include "ir/Deploy.h"
#include "ir/Space.h"
#include <string>
#include <vector>

namespace pnasc::ir {

/// The training-free scores of a network by name, those of ScoreSpec::scores.
struct Scores {
  struct One {
    std::string name;
    double value = 0;
    double spread = 0; ///< standard deviation over initialisations; 0 where there is but one
    bool operator==(const One &) const = default;
  };
  std::vector<One> list = {};
  std::string terms = {}; ///< by layer, as JSON; empty unless the spec asks for them

  double of(llvm::StringRef name) const; ///< 0 where it was not computed
  double spreadOf(llvm::StringRef name) const;
  void set(llvm::StringRef name, double value, double spread = 0);
};

struct Trial {
  uint64_t id = 0; ///< 0, 1, 2 ... in the order of the search, not of completion
  Genome genome;
  std::string networkDigest; ///< of cut and uncut network: equal for duplicates
  Costs costs;
  Scores scores;
  bool feasible = true;
  bool onFront = false, selected = false;
};

double valueOf(const Trial &trial, const Objective &objective);
/// As it is minimised: what is maximised is negated.
double minimisedValue(const Trial &trial, const Objective &objective);

struct Study {
  std::vector<Trial> trials;   ///< ordered by id
  std::vector<uint64_t> front; ///< ids on the first non-dominated front
  double hypervolume = 0;      ///< of the front, scaled to [0, 1] on itself, reference 1.1
};

} // namespace pnasc::ir
