// SPDX-License-Identifier: Apache-2.0
// The paper's evolutionary subset selection (arXiv 2603.15106, section 3.2): a binary gene with one
// bit for each point; offspring are repaired to exactly k bits.
#pragma once

#include "select/Subset.h"

namespace pnasc::select {

/// Best members found; the first population holds the greedy answer and its one-swap improvement.
std::vector<size_t> evolved(const Points &points, size_t k, uint64_t seed,
                            const SubsetLimits &limits);

} // namespace pnasc::select
