// SPDX-License-Identifier: Apache-2.0
// The search: NSGA-II (Deb et al. 2002) over genomes as what they are, on constrained objectives;
// or MOEA/D or NSPSO through a decoder; or uniform draws, to compare with.
//
// Feasibility first: an offspring that breaks a requirement is repaired or redrawn before anything
// expensive happens, and no network (uncut and cut) is evaluated twice, so all `trials` evaluations
// go to distinct networks that fit. Everything is a function of the seed and the scores: the result
// does not depend on the number of threads, and a search that finds its trials in the store replays
// to where it was.
#pragma once

#include "cost/Cost.h"
#include "ir/Study.h"
#include "study/Store.h"
#include "support/Console.h"
#include "support/Workers.h"
#include <functional>

namespace pnasc::search {

/// Scores of a cut network, that of `genome`; called from several threads.
using Scorer =
    std::function<llvm::Expected<ir::Scores>(const ir::Network &cut, const ir::Genome &genome)>;

/// What the search asks about a genome. Tests put a toy in its place.
struct Judge {
  std::function<llvm::Expected<cost::Candidate>(const ir::Genome &)> assess;
  /// Left side minus limit of each requirement; it fits where none is above 0.
  std::function<std::vector<double>(const ir::Costs &)> excess;
};
/// The real one: elaborate, lower, plan, cost.
Judge judgeOf(const ir::SearchSpace &space);

/// Evaluates min(trials, distinct networks that fit) networks. Where a space is too large to count,
/// "distinct networks that fit" ends when redrawing no longer finds new ones.
llvm::Expected<ir::Study> search(const ir::SearchSpace &space, study::Store &store,
                                 const Scorer &scorer, const support::Workers &workers,
                                 const support::Console &console);
llvm::Expected<ir::Study>
search(const ir::SearchSpace &space, study::Store &store, const Scorer &scorer,
       const support::Workers &workers, const Judge &judge,
       const support::Console &console = support::Console(support::ProgressStyle::None));

} // namespace pnasc::search
