// SPDX-License-Identifier: Apache-2.0
// The files of a data set: those below its folder, and those inside the archives there.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace pnasc::readers {

class Unpacked;

/// One file. What is inside an archive is named as if it had been unpacked where the archive lies.
struct File {
  std::string name;   ///< relative to the data set's folder, '/' between folders
  std::string path;   ///< on disk: its own, or the archive's
  std::string member; ///< the name inside the archive; empty: a file on disk
  uint64_t bytes = 0; ///< unpacked

  /// Where the member's bytes are; held while one of the archive's files is.
  std::shared_ptr<const Unpacked> unpacked = nullptr;
  uint64_t offset = 0; ///< of its first byte there

  /// All of it, as often, in any order and from as many threads as one likes, at the same cost.
  /// Fails where it cannot be read, is not a regular file, or is larger than 2 GiB.
  llvm::Expected<std::string> read() const;
};

/// All files below a folder, sorted by the bytes of their names. Archives (.zip, .tar, .tar.gz,
/// .tar.xz, .tar.bz2, .tgz, .txz, .tbz2) that lie directly in it are unpacked once, into a
/// temporary file that is gone with the last File of theirs: each member is then read at the same
/// cost, which no compressed archive offers, and of unpacking there is no more than the list of
/// names needs anyway. Hidden files and folders are left out. What is hostile or ambiguous is a
/// failure: names that leave the folder, links in archives, links out of the folder or to folders,
/// what is neither file nor folder, archives that unpack to more than 1 GiB and a thousand times
/// their size, two files of one name, names that are not UTF-8.
llvm::Expected<std::vector<File>> filesIn(llvm::StringRef folder);

/// Whether a name matches a pattern: `*` any characters and `?` one character within one folder,
/// `**/` any folders or none, `{jpg,png}` alternatives, upper and lower case alike in an ending.
/// All else stands for itself, brackets that have no counterpart too. Takes time proportional to
/// both.
bool matches(llvm::StringRef pattern, llvm::StringRef name);

} // namespace pnasc::readers
