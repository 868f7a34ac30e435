// SPDX-License-Identifier: Apache-2.0
// Numbers in JSON files that must be equal byte for byte.
#pragma once

#include "llvm/Support/JSON.h"

namespace pnasc::support {

/// Shortest text that reads back the same; null for what is no finite number.
void jsonNumber(llvm::json::OStream &out, double value);
void jsonNumber(llvm::json::OStream &out, llvm::StringRef key, double value);

} // namespace pnasc::support
