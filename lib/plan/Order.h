// SPDX-License-Identifier: Apache-2.0
// Orders in which a graph's nodes may run.
#pragma once

#include "plan/Buffers.h"

namespace pnasc::plan {

/// The graph's own order first; where it branches, others that tend to keep less alive.
std::vector<std::vector<uint32_t>> orders(const Facts &facts);

} // namespace pnasc::plan
