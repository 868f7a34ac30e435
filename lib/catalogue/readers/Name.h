// SPDX-License-Identifier: Apache-2.0
// Names of files, on disk and in archives, before anything is done with them.
#pragma once

#include "llvm/ADT/StringRef.h"
#include <string>

namespace pnasc::readers {

/// Why it is no name of a file below a folder, "it leaves the folder"; empty: it is one.
std::string nameFault(llvm::StringRef name);
/// Whether it or a folder that it is in begins with a dot.
bool isHidden(llvm::StringRef name);

} // namespace pnasc::readers
