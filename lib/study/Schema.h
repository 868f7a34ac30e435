// SPDX-License-Identifier: Apache-2.0
// The tables of study.db. Those of Optuna's RDB storage (schema v3.2.0.a, as written by Optuna
// >= 3.2) so that optuna-dashboard opens the file, and our own, `pnasc_*`, which alone are read
// back.
#pragma once

#include "ir/Space.h"
#include <string>

namespace pnasc::study {

/// Raised whenever the meaning of a table pnasc_* changes. The first column of each but pnasc_meta
/// is the id of a trial: by it Sound.h finds what belongs to a trial.
constexpr int64_t SchemaVersion = 3;

/// Creates all tables, empty; pnasc_trials has two columns for each of `scores`.
std::string schemaFor(const std::vector<ir::Objective> &scores);

/// Optuna's distribution_json of a choice: an evenly spaced number is an Int- or FloatDistribution,
/// anything else a CategoricalDistribution.
std::string distributionJson(const ir::Choice &choice);
/// Optuna's param_value of the domain's value `index`: the number, or the index where categorical.
double parameterValue(const ir::Choice &choice, int32_t index);

} // namespace pnasc::study
