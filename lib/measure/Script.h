// SPDX-License-Identifier: Apache-2.0
// Linker scripts: one for the emulator's memory, one for the board's own.
#pragma once

#include "catalogue/targets/Target.h"
#include "ir/Spec.h"
#include <string>

namespace pnasc::measure {

/// What the scripts have to place.
struct Sizes {
  uint64_t weightBytes = 0, arenaBytes = 0;
};

/// The place in the scratch folder of a file that is none of the library's, whatever the model is
/// called.
std::string ours(llvm::StringRef file);
std::string objectOf(llvm::StringRef source); ///< startup.c: startup.o

std::string emulatorScript(const std::string &name, const targets::Target &target,
                           const Sizes &sizes);

/// The library and what it needs at run time must fit in what the board's reserves leave: code and
/// constants in the first flash bank less its reserve; arena, context and `stackBytes` in the
/// largest RAM bank less its reserve. Start-up code is firmware and stands in the flash reserve.
std::string boardScript(const std::string &name, const targets::Family &family,
                        const ir::Board &board, uint64_t stackBytes);

} // namespace pnasc::measure
