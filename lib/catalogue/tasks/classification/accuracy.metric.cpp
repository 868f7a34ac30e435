// SPDX-License-Identifier: Apache-2.0
// Share of the samples whose own class comes first.
#include "catalogue/tasks/classification/Classification.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::tasks {

const ClassMetric &metric_accuracy() {
  static const ClassMetric metric{
      {"accuracy", "accuracy", "share", Metric::Higher, percentText},
      [](llvm::ArrayRef<Answer> answers, size_t) {
        return double(llvm::count_if(answers, [](Answer a) { return a.decided == a.truth; })) /
               double(answers.size());
      }};
  return metric;
}

} // namespace pnasc::tasks
