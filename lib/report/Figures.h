// SPDX-License-Identifier: Apache-2.0
// Figures that both reports take from the values.
#pragma once

#include "catalogue/tasks/Task.h"
#include "report/Report.h"
#include <optional>

namespace pnasc::report {

bool isOnFront(const Search &search, const ir::Trial &trial);
size_t selectedCount(const ir::Study &study);
size_t feasibleCount(const ir::Study &study);

std::string architectureOf(const Search &search, const ir::Trial &trial);

/// What decides between models; no numbers where nothing was judged.
ir::MetricResult decisiveOf(const ir::ModelResult &model);
const tasks::Metric &metricOf(const ir::ModelResult &model, const ir::MetricResult &metric);

/// Whether the model was linked and run.
bool isMeasured(const ir::ModelResult &model);

/// What a requirement limits, for a model: linked ROM and RAM where it was linked, else predicted.
double valueOf(const ir::Requirement &requirement, const ir::ModelResult &model);
/// ram + 0.5 rom
std::string termsText(const ir::Requirement &requirement);
/// 256.0 KiB (262,144 B), 250 ms, 12 M (12,000,000): by the metrics of the requirement.
std::string quantityText(const ir::Requirement &requirement, double value);
/// The tightest limit on this metric alone.
std::optional<double> limitOf(const Input &input, ir::Metric metric);

} // namespace pnasc::report
