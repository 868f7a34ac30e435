// SPDX-License-Identifier: Apache-2.0
// Boards by name, without a program around them.
#pragma once

#include "check/Check.h"
#include "support/Diagnostics.h"
#include "llvm/Support/Error.h"

namespace pnasc::importing {

/// Of targets/<name>.pnas, or of a .pnas file. What is wrong with the file is left with
/// `diagnostics`.
llvm::Expected<check::BoardAlone> boardNamed(const std::string &name,
                                             support::DiagnosticEngine &diagnostics);

} // namespace pnasc::importing
