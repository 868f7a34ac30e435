// SPDX-License-Identifier: Apache-2.0
// Files that are either whole or absent: everything is written beside its place and renamed.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace pnasc::support {

/// Writes `bytes` to `path` by way of a temporary file in the same folder; creates the folder.
/// Environment failure with the system's reason when the disk is full or the place not writable.
llvm::Error writeFile(llvm::StringRef path, llvm::StringRef bytes);
llvm::Expected<std::string> readFile(llvm::StringRef path);
llvm::Error makeFolder(llvm::StringRef path);
bool exists(llvm::StringRef path);

} // namespace pnasc::support
