// SPDX-License-Identifier: Apache-2.0
// The figures of a network on its target by name: the rows of Metrics.def.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <array>
#include <cstddef>
#include <cstdint>

namespace pnasc::ir {

struct Costs;

enum class Metric : uint8_t {
#define PNASC_METRIC(id, ...) id,
#include "ir/Metrics.def"
#undef PNASC_METRIC
};

inline constexpr size_t MetricCount = 0
#define PNASC_METRIC(...) +1
#include "ir/Metrics.def"
#undef PNASC_METRIC
    ;
/// A value of each, by Metric.
using Figures = std::array<double, MetricCount>;

enum class Unit : uint8_t { Bytes, Flops, Macs, Parameters, Seconds };
enum class Combined : uint8_t { Sum, Peak };

struct MetricRow {
  Metric metric;
  llvm::StringRef name; ///< in the language and in files: ram, rom, flops ...
  llvm::StringRef title;
  Unit unit;
  double (*of)(const Costs &); ///< in base units: bytes, operations, parameters, seconds
};

llvm::ArrayRef<MetricRow> metrics(); ///< in the order of the enumeration
inline const MetricRow &rowOf(Metric metric) { return metrics()[size_t(metric)]; }
inline llvm::StringRef metricName(Metric metric) { return rowOf(metric).name; }

constexpr bool isPeak(Metric metric) {
  constexpr bool peaks[] = {
#define PNASC_METRIC(id, name, title, unit, combined, figure) Combined::combined == Combined::Peak,
#include "ir/Metrics.def"
#undef PNASC_METRIC
  };
  return peaks[size_t(metric)];
}

} // namespace pnasc::ir
