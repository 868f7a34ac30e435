// SPDX-License-Identifier: Apache-2.0
// From pnasc to pnasc-run, which is linked with LibTorch: the same command line, by exec.
#pragma once

#include "driver/Session.h"
#include "llvm/Support/Error.h"

namespace pnasc::driver {

/// Whether these options lead to a stage that scores, trains or quantises.
bool needsTorch(const Options &options);
/// Whether --emit asks for what shapes alone do not give.
bool needsWeights(const Options &options);
/// Replaces the process; returns only a failure. What could be read but once goes along in memory.
llvm::Error handOver(const Session &session);

} // namespace pnasc::driver
