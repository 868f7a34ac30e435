// SPDX-License-Identifier: Apache-2.0
// Before anything is searched: which values of which choices cannot be part of a configuration that
// meets the requirements, and, where none does, why.
//
//   spec: sparsity in 0%..80%, width in 0.25..1.5, ... require fits_ram: ram <= 64 KiB
//   space: width in 0.25..0.9                   (width 0.95: "ram is at least 65.2 KiB ...")
//
// Sound: no configuration that fits is ever removed. A value is kept as soon as one configuration
// with it is found that fits; else it is removed only where lower bounds (Bounds.h) exclude every
// configuration with it. What can be neither shown nor excluded stays.
#pragma once

#include "ir/Space.h"
#include "llvm/Support/Error.h"

namespace pnasc::narrow {

/// Deterministic. An empty space is a Failure with Exit::Infeasible that names a minimal set of
/// requirements that cannot hold together, with the best reachable value of each in its notes.
llvm::Expected<ir::SearchSpace> narrow(std::shared_ptr<const ir::Spec> spec);

/// What people read with --stop-after=narrow.
std::string describe(const ir::SearchSpace &space);

} // namespace pnasc::narrow
