// SPDX-License-Identifier: Apache-2.0
// Content digests: SHA-256, as hexadecimal text.
#pragma once

#include "llvm/ADT/StringRef.h"
#include <string>

namespace pnasc::support {

/// First `digits` hexadecimal digits of the SHA-256 of `bytes` (64 at most).
std::string digest(llvm::StringRef bytes, unsigned digits = 32);

} // namespace pnasc::support
