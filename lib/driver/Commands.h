// SPDX-License-Identifier: Apache-2.0
// The small commands beside compiling.
#pragma once

#include "driver/Options.h"
#include "llvm/Support/Error.h"

namespace pnasc::driver {

int doctor();
int explain(llvm::StringRef id);
llvm::Error simulateRotor(const Options &options);

} // namespace pnasc::driver
