// SPDX-License-Identifier: Apache-2.0
// The question whether anything fits, put to a solver. Where several requirements bound a space
// together the fronts of Bounds.h, which keep a limited number of labels, may leave open what the
// full tables decide.
#pragma once

#include "narrow/Bounds.h"
#include "solve/Solve.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace pnasc::narrow {

/// All paths through the tables of a question, as variables; each requirement is a rule under its
/// name. `place`, and for each region the row taken.
struct TableProblem {
  solve::Problem problem;
  std::vector<Bounds::Place> places;
  std::vector<solve::Variable> rows;   ///< by region
  std::array<std::vector<Row>, 6> row; ///< by region and value
  solve::Variable place = 0;
  /// The configuration that a model stands for, at its largest sparsities.
  ir::Genome genomeOf(const Bounds &bounds, const std::vector<uint32_t> &model) const;
};
/// Nothing where no bounds are known.
std::optional<TableProblem> problemOf(Bounds &bounds, const Question &question);

enum class Decision {
  Found,   ///< `fits` said so
  Refuted, ///< no path through the tables meets all requirements
  Open,    ///< the solver gave up, or what it found did not fit
};
struct Decided {
  Decision decision = Decision::Open;
  /// Where refuted: requirements that no path meets together, and some path does as soon as any one
  /// is dropped.
  std::vector<ir::Requirement> core = {};
};
/// Asks the solver for one configuration after another and `fits` whether it is one.
Decided decide(Bounds &bounds, llvm::function_ref<bool(const ir::Genome &)> fits);

} // namespace pnasc::narrow
