// SPDX-License-Identifier: Apache-2.0
#include "catalogue/tasks/classification/Classification.h"
#include <algorithm>
#include <cmath>
#include <cstdio>

namespace pnasc::tasks {

#define PNASC_CLASS_METRIC(name) const ClassMetric &metric_##name();
#include "ClassificationMetrics.inc"
#undef PNASC_CLASS_METRIC

const std::vector<const ClassMetric *> &classMetrics() {
  static const std::vector<const ClassMetric *> list = [] {
    std::vector<const ClassMetric *> metrics = {
#define PNASC_CLASS_METRIC(name) &metric_##name(),
#include "ClassificationMetrics.inc"
#undef PNASC_CLASS_METRIC
    };
    std::stable_partition(metrics.begin(), metrics.end(),
                          [](const ClassMetric *metric) { return metric->row.name == "accuracy"; });
    return metrics;
  }();
  return list;
}

std::vector<double> valuesOf(llvm::ArrayRef<Answer> answers, size_t classes) {
  std::vector<double> values;
  for (const ClassMetric *metric : classMetrics())
    values.push_back(answers.empty() ? 0 : metric->value(answers, classes));
  return values;
}

std::string percentText(double share) {
  if (std::isnan(share))
    return "–";
  char text[32];
  std::snprintf(text, sizeof text, "%.1f %%", share * 100);
  return text;
}

} // namespace pnasc::tasks
