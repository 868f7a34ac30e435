// SPDX-License-Identifier: Apache-2.0
// Windows of a parsed recording, kept in binary: the text of a machinery data set is 33 GB, what a
// spec cuts from it a few hundred megabytes. A key says all that the windows follow from; an entry
// that is damaged, or of another key, is as good as none.
#pragma once

#include "catalogue/datasets/Windows.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace pnasc::datasets {

class WindowCache {
public:
  explicit WindowCache(llvm::StringRef folder) : folder(folder.str()) {}

  /// Of a file's path, size, times of change of content (mtime, which a program may set) and of
  /// anything (ctime, which none may), a sample of its bytes, and the windows cut from it. A change
  /// can hide only from a file system without a ctime, between the pieces of the sample. Empty
  /// where the file cannot be read.
  static std::string keyOf(llvm::StringRef path, const WindowPlan &plan);

  std::optional<Cut> load(llvm::StringRef key) const;
  /// A cache that cannot be written (full disk, read-only home) is no failure.
  void store(llvm::StringRef key, const Cut &cut) const;

private:
  std::string pathOf(llvm::StringRef key) const;
  std::string folder;
};

} // namespace pnasc::datasets
