// SPDX-License-Identifier: Apache-2.0
// The members of an archive, which may be of whoever wants harm: nothing is written under a name
// that stands in one, and no more is unpacked than the archive's size makes likely.
#pragma once

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace pnasc::readers {

/// Whether its name says that it is opened as an archive.
bool isArchive(llvm::StringRef name);

/// Gets one member after the other, in the archive's order: its name, without "./", then its bytes.
struct Visitor {
  llvm::function_ref<llvm::Error(std::string name)> member;
  llvm::function_ref<llvm::Error(llvm::StringRef piece)> piece;
};

/// One pass over an archive on disk. Folders and what is hidden are left out.
llvm::Error walkArchive(llvm::StringRef path, const Visitor &visitor);
/// The same for the bytes of a .zip; `shown` is what failures call it.
llvm::Error walkZip(llvm::StringRef bytes, const std::string &shown, const Visitor &visitor);

} // namespace pnasc::readers
