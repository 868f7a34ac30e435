// SPDX-License-Identifier: Apache-2.0
#include "ir/Study.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::ir {

static const Scores::One *find(const Scores &scores, llvm::StringRef name) {
  const auto at = llvm::find_if(scores.list, [&](const auto &one) { return one.name == name; });
  return at == scores.list.end() ? nullptr : &*at;
}

double Scores::of(llvm::StringRef name) const {
  const One *one = find(*this, name);
  return one ? one->value : 0;
}

double Scores::spreadOf(llvm::StringRef name) const {
  const One *one = find(*this, name);
  return one ? one->spread : 0;
}

void Scores::set(llvm::StringRef name, double value, double spread) {
  const auto at = llvm::find_if(list, [&](const One &one) { return one.name == name; });
  if (at == list.end())
    list.push_back({name.str(), value, spread});
  else
    *at = {name.str(), value, spread};
}

double valueOf(const Trial &trial, const Objective &objective) {
  return objective.metric ? rowOf(*objective.metric).of(trial.costs)
                          : trial.scores.of(objective.name);
}

double minimisedValue(const Trial &trial, const Objective &objective) {
  return valueOf(trial, objective) * (objective.minimised ? 1 : -1);
}

} // namespace pnasc::ir
