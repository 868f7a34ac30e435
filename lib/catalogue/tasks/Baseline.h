// SPDX-License-Identifier: Apache-2.0
// What no network may fall below: a simple model of the same inputs. Links LibTorch, names nothing
// of it.
#pragma once

#include "ir/Dataset.h"

namespace pnasc::tasks {

/// Metrics of the data set's task on its test part. A few seconds.
std::vector<double> baseline(const ir::Dataset &dataset, uint64_t seed);

} // namespace pnasc::tasks
