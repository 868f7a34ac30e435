// SPDX-License-Identifier: Apache-2.0
// Boards by name, without a program around them.
#pragma once

#include "ir/Spec.h"
#include "support/Diagnostics.h"
#include "llvm/Support/Error.h"
#include <memory>

namespace pnasc::importing {

/// Of targets/<name>.pnas, or of a .pnas file: a spec that says the board and what it implies. What
/// is wrong with the file is left with `diagnostics`.
llvm::Expected<std::shared_ptr<ir::Spec>> boardNamed(const std::string &name,
                                                     support::DiagnosticEngine &diagnostics);

} // namespace pnasc::importing
