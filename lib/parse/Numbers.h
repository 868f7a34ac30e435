// SPDX-License-Identifier: Apache-2.0
// What the text of a number stands for, whatever the locale. Internal to parse.
#pragma once

#include "llvm/ADT/StringRef.h"
#include <optional>

namespace pnasc::parse {

/// Of `1_000`, `2.5e-3`, `0x20000000`; nothing where it is too large (a decimal one for a double, a
/// hexadecimal one for 64 bits).
std::optional<double> numberOf(llvm::StringRef text);

} // namespace pnasc::parse
