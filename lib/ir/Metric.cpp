// SPDX-License-Identifier: Apache-2.0
#include "ir/Metric.h"
#include "ir/Deploy.h"

namespace pnasc::ir {

llvm::ArrayRef<MetricRow> metrics() {
  static const MetricRow rows[] = {
#define PNASC_METRIC(id, name, title, unit, combined, figure)                                      \
  {Metric::id, name, title, Unit::unit, [](const Costs &costs) { return double(figure); }},
#include "ir/Metrics.def"
#undef PNASC_METRIC
  };
  return rows;
}

} // namespace pnasc::ir
