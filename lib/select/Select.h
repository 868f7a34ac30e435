// SPDX-License-Identifier: Apache-2.0
// From a front to a few networks: the subset whose hypervolume is largest (Deutel et al.,
// arXiv 2603.15106, section 3.2; docs/rationale.md, "Hypervolume").
#pragma once

#include "ir/Study.h"
#include "llvm/Support/Error.h"

namespace pnasc::select {

/// Ids of `spec.keep` trials of the front (all of it where it has fewer), ordered by FLOPs.
/// Objectives are scaled to [0, 1] on the front. Deterministic for a seed.
llvm::Expected<std::vector<uint64_t>> select(const ir::Study &study,
                                             const std::vector<ir::Objective> &objectives,
                                             const ir::SelectSpec &spec, uint64_t seed);

} // namespace pnasc::select
