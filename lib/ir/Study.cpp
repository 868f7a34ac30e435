// SPDX-License-Identifier: Apache-2.0
#include "ir/Study.h"
#include "llvm/Support/ErrorHandling.h"

namespace pnasc::ir {

double minimisedValue(const Trial &trial, Objective objective) {
  switch (objective) {
  case Objective::Flops:
    return double(trial.costs.flops);
  case Objective::Meco:
    return -trial.scores.meco;
  case Objective::Zico:
    return -trial.scores.zico;
  case Objective::Naswot:
    return -trial.scores.naswot;
  case Objective::Snip:
    return -trial.scores.snip;
  }
  llvm_unreachable("objective");
}

} // namespace pnasc::ir
