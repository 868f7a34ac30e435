// SPDX-License-Identifier: Apache-2.0
#include "catalogue/kernels/Refusal.h"
#include "cost/Cost.h"
#include "elaborate/Elaborate.h"
#include "lower/Lower.h"
#include "plan/Plan.h"
#include "support/Digest.h"
#include "support/Error.h"

namespace pnasc::cost {

Candidate weighed(const ir::Network &uncut, const elaborate::Coupling &coupling,
                  const std::array<int64_t, 4> &sparsity, const ir::Spec &spec) {
  const ir::Board &board = spec.board;
  const auto kept = elaborate::keptCounts(coupling, sparsity);
  Candidate candidate;
  candidate.cut = elaborate::cut(uncut, coupling, elaborate::firstChannels(coupling, kept));
  candidate.graph = lower::lower(candidate.cut, board.core);
  candidate.plan = plan::plan(candidate.graph);
  candidate.costs = estimate(candidate.cut, candidate.graph, candidate.plan, board.clockHz);
  candidate.costs.parts =
      partFigures(candidate.cut, candidate.graph, candidate.plan, board.clockHz, spec.parts());
  return candidate;
}

llvm::Expected<ir::Network> lowerable(const ir::SearchSpace &space, const ir::Genome &genome) {
  auto uncut = elaborate::uncut(space, genome);
  if (!uncut)
    return uncut.takeError();
  if (std::string obstacle = lower::obstacle(*uncut); !obstacle.empty())
    return support::failure(support::Exit::Spec, uncut->name + ": " + obstacle);
  return uncut;
}

llvm::Expected<Candidate> assess(const ir::SearchSpace &space, const ir::Genome &genome) {
  auto uncut = lowerable(space, genome);
  if (!uncut)
    return uncut.takeError();
  Candidate candidate = weighed(*uncut, elaborate::couplingOf(*uncut),
                                elaborate::sparsityOf(space, genome), *space.spec);
  if (std::string refused = kernels::refusal(candidate.graph); !refused.empty())
    return support::failure(support::Exit::Spec, uncut->name + ": " + refused);
  candidate.uncut = std::move(*uncut);
  candidate.digest = support::digest(candidate.uncut.namelessText() + candidate.cut.namelessText());
  return candidate;
}

} // namespace pnasc::cost
