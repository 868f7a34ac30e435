// SPDX-License-Identifier: Apache-2.0
// The files of a data set: those below its folder, and those inside the archives there.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <string>
#include <vector>

namespace pnasc::readers {

/// One file. What is inside an archive is named as if it had been unpacked where the archive lies.
struct File {
  std::string name;   ///< relative to the data set's folder, '/' between folders
  std::string path;   ///< on disk: its own, or the archive's
  std::string member; ///< the name inside the archive; empty: a file on disk
  uint64_t bytes = 0; ///< unpacked

  /// All of it. Fails where it cannot be read, is not a regular file, or is larger than 2 GiB.
  llvm::Expected<std::string> read() const;
};

/// All files below a folder, sorted by name, archives (.zip, .tar, .tar.gz, .tar.xz, .tar.bz2)
/// opened where they lie directly in the folder. Refuses what is hostile: names in archives that
/// leave the folder, links out of it, archives that unpack to more than a thousand times their size
/// and 1 GiB, two files of one name. Hidden files and folders are left out.
llvm::Expected<std::vector<File>> filesIn(llvm::StringRef folder);

/// Whether a name matches a pattern: `*` and `?` within one folder, `**/` any folders or none,
/// `{jpg,png}` alternatives, upper and lower case alike in an ending. All else stands for itself.
bool matches(llvm::StringRef pattern, llvm::StringRef name);

} // namespace pnasc::readers
