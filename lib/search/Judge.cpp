// SPDX-License-Identifier: Apache-2.0
// Whether a genome fits, by the cost model.
#include "search/Search.h"

namespace pnasc::search {

Judge judgeOf(const ir::SearchSpace &space) {
  return {[&space](const ir::Genome &genome) { return cost::assess(space, genome); },
          [&space](const ir::Costs &costs) {
            std::vector<double> excess;
            for (const ir::Requirement &requirement : space.spec->requirements)
              excess.push_back(cost::value(requirement, costs) - requirement.limit);
            return excess;
          }};
}

llvm::Expected<ir::Study> search(const ir::SearchSpace &space, study::Store &store,
                                 const Scorer &scorer, const support::Workers &workers,
                                 const support::Console &console) {
  return search(space, store, scorer, workers, judgeOf(space), console);
}

} // namespace pnasc::search
