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
/// The bytes of a regular file; a pipe, a device or a folder in its place is a failure at once.
llvm::Expected<std::string> readFile(llvm::StringRef path);
/// A descriptor to read a regular file by, which the caller closes: data, models and caches are
/// opened by this alone, since opening a pipe or reading a device may wait for ever.
llvm::Expected<int> openFile(llvm::StringRef path);
llvm::Error makeFolder(llvm::StringRef path);
bool exists(llvm::StringRef path);

} // namespace pnasc::support
