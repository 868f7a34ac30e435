// SPDX-License-Identifier: Apache-2.0
// Before anything is searched: which values of which choices cannot be part of a configuration that
// meets the requirements, and, where none does, why.
//
//   spec: sparsity in 0%..80%, width in 0.25..1.5, ... require fits_ram: ram <= 64 KiB
//   space: width in 0.25..0.9                   (width 0.95: "ram is at least 65.2 KiB ...")
//
// Sound: no configuration that fits is ever removed. Where there are few networks each is assessed
// (Census.h) and all is exact. Elsewhere a value is kept as soon as one configuration with it is
// found that fits, and removed only where bounds (Bounds.h) exclude every configuration with it.
// What can be neither shown nor excluded stays.
#pragma once

#include "narrow/Conflict.h"

namespace pnasc::narrow {

/// Deterministic, whatever the number of threads. An empty space is a Failure with Exit::Infeasible
/// that names a minimal set of requirements and lines of the spec that cannot hold together, the
/// limits that would do, and what then fits.
llvm::Expected<ir::SearchSpace> narrow(std::shared_ptr<const ir::Spec> spec,
                                       const support::Workers &workers);

/// The same with the conflict as a value; says nothing once the workers were stopped.
struct Outcome {
  ir::SearchSpace space;
  llvm::Error error;
  std::optional<Conflict> conflict;
};
Outcome investigate(std::shared_ptr<const ir::Spec> spec, const support::Workers &workers);

/// What people read with --stop-after=narrow.
std::string describe(const ir::SearchSpace &space);

/// For --emit=smt2: whether some path through the tables meets all requirements, in SMT-LIB 2. A
/// failure where no bounds are known.
llvm::Expected<std::string> smt2(std::shared_ptr<const ir::Spec> spec);

} // namespace pnasc::narrow
