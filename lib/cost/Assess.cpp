// SPDX-License-Identifier: Apache-2.0
#include "cost/Cost.h"
#include "elaborate/Coupling.h"
#include "elaborate/Elaborate.h"
#include "lower/Lower.h"
#include "plan/Plan.h"
#include "support/Digest.h"
#include "support/Error.h"

namespace pnasc::cost {

llvm::Expected<Candidate> assess(const ir::SearchSpace &space, const ir::Genome &genome) {
  auto uncut = elaborate::uncut(space, genome);
  if (!uncut)
    return uncut.takeError();
  if (std::string obstacle = lower::obstacle(*uncut); !obstacle.empty())
    return support::failure(support::Exit::Spec, uncut->name + ": " + obstacle);
  const auto coupling = elaborate::couplingOf(*uncut);
  const auto kept = elaborate::keptCounts(coupling, elaborate::sparsityOf(space, genome));
  const ir::Board &board = space.spec->board;
  Candidate candidate;
  candidate.cut = elaborate::cut(*uncut, coupling, elaborate::firstChannels(coupling, kept));
  candidate.uncut = std::move(*uncut);
  candidate.graph = lower::lower(candidate.cut, board.core);
  candidate.plan = plan::plan(candidate.graph);
  candidate.costs = estimate(candidate.cut, candidate.graph, candidate.plan, board.clockHz);
  candidate.costs.parts = partFigures(candidate.cut, candidate.graph, candidate.plan, board.clockHz,
                                      space.spec->parts());
  candidate.digest = support::digest(candidate.uncut.namelessText() + candidate.cut.namelessText());
  return candidate;
}

} // namespace pnasc::cost
