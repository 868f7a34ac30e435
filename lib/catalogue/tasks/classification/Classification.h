// SPDX-License-Identifier: Apache-2.0
// One class of several: what the files of this task share. A metric is a file,
// <metric>.metric.cpp, that defines `const ClassMetric &metric_<metric>()`.
#pragma once

#include "catalogue/tasks/Task.h"

namespace pnasc::tasks {

/// Of one sample.
struct Answer {
  int32_t decided, truth;
};

struct ClassMetric {
  Metric row;
  double (*value)(llvm::ArrayRef<Answer> answers, size_t classes); ///< of one answer or more
};

/// The metrics of the task, accuracy first.
const std::vector<const ClassMetric *> &classMetrics();
/// All metrics of some answers, 0 each where there is none.
std::vector<double> valuesOf(llvm::ArrayRef<Answer> answers, size_t classes);

/// 93.1 %
std::string percentText(double share);

} // namespace pnasc::tasks
