// SPDX-License-Identifier: Apache-2.0
// Decimal numbers from text, whatever the locale.
#pragma once

#include "llvm/ADT/StringRef.h"

namespace pnasc::support {

/// False unless all of the text is a finite decimal number.
bool parseNumber(llvm::StringRef text, double &into);

} // namespace pnasc::support
