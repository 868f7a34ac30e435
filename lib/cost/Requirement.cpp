// SPDX-License-Identifier: Apache-2.0
// The left side of a requirement, and whether it is met.
#include "cost/Cost.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::cost {

double metric(const ir::Costs &costs, ir::Metric metric) { return ir::rowOf(metric).of(costs); }

double value(const ir::Requirement &requirement, const ir::Costs &costs) {
  double sum = 0;
  for (const auto &term : requirement.terms)
    sum += term.coefficient *
           (term.part.empty() ? metric(costs, term.metric) : costs.part(term.part, term.metric));
  return sum;
}

bool meets(const std::vector<ir::Requirement> &requirements, const ir::Costs &costs) {
  return llvm::all_of(requirements, [&](const ir::Requirement &requirement) {
    return value(requirement, costs) <= requirement.limit;
  });
}

} // namespace pnasc::cost
