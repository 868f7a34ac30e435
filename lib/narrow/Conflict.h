// SPDX-License-Identifier: Apache-2.0
// Why nothing fits: a minimal set of requirements and lines of the spec that cannot hold together,
// what each requirement would have to allow, and what then fits.
//
//   points    what configurations can be like, inside the spec's lines and outside
//   core      the solver names rules of which every point breaks one; fewer would not do
//   minimal   for each rule of the core a configuration is assessed that breaks no other one
//   limits    for each requirement the least left side beside all other requirements and lines
#pragma once

#include "narrow/Bounds.h"
#include "narrow/Census.h"

namespace pnasc::narrow {

/// A requirement of the core, and the limit at which it alone would let something fit.
struct Relaxation {
  ir::Requirement requirement;
  bool confirmed = false; ///< a configuration was assessed that meets the rest of the core
  /// No configuration that meets all other requirements has less; infinite where there is none.
  double least = 0;
  /// The least that one was found to have; it fits as soon as this is allowed. Equal to `least`:
  /// the limit is tight.
  std::optional<double> reached;
  ir::Genome example;
  ir::Costs costs;
};

/// A line of the core.
struct LooseLine {
  Line line;
  bool confirmed = false;
  std::string remedy; ///< `width = 0.1`: values with which all requirements are met; or empty
};

struct Conflict {
  std::vector<Relaxation> requirements;
  std::vector<LooseLine> lines;
  bool minimal() const;
};

/// Nothing where it is not shown that nothing fits. `census` has met nothing that fits.
std::optional<Conflict> conflictOf(const Census &census, Bounds &bounds);

/// The Failure with Exit::Infeasible that tells it.
llvm::Error failureOf(const Conflict &conflict, const ir::SearchSpace &space);

/// Why no configuration fits that holds a value which narrow removes. All `ranges` break some
/// requirement.
std::string reasonFor(const std::vector<ir::Requirement> &requirements,
                      const std::vector<CostRange> &ranges);

} // namespace pnasc::narrow
