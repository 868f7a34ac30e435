// SPDX-License-Identifier: Apache-2.0
// Trials: what the search evaluated and found.
#pragma once

#include "ir/Deploy.h"
#include "ir/Space.h"
#include <array>
#include <string>
#include <vector>

namespace pnasc::ir {

/// The four training-free scores (higher is better), in the forms that the spec asks for.
struct Scores {
  double meco = 0, zico = 0, naswot = 0, snip = 0;
  /// Standard deviation over initialisations, in that order; 0 where there is but one.
  std::array<double, 4> spread{};
  std::string terms{}; ///< by layer, as JSON; empty unless the spec asks for them

  std::array<double, 4> all() const { return {meco, zico, naswot, snip}; }
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

/// The value of an objective as it is minimised (maximised ones negated).
double minimisedValue(const Trial &trial, Objective objective);

struct Study {
  std::vector<Trial> trials;   ///< ordered by id
  std::vector<uint64_t> front; ///< ids on the first non-dominated front
  double hypervolume = 0;      ///< of the front, scaled to [0, 1] on itself, reference 1.1
};

} // namespace pnasc::ir
