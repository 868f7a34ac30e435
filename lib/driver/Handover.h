// SPDX-License-Identifier: Apache-2.0
// From pnasc to pnasc-run, which is linked with LibTorch: the same command line, by exec.
#pragma once

#include "driver/Options.h"
#include "llvm/Support/Error.h"

namespace pnasc::driver {

/// Whether these options lead to a stage that scores, trains or quantises.
bool needsTorch(const Options &options);
/// Replaces the process; returns only a failure. Takes the arguments as remember() was given them.
llvm::Error handOver();
void rememberArguments(const std::vector<std::string> &arguments);

} // namespace pnasc::driver
