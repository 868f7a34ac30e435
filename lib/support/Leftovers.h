// SPDX-License-Identifier: Apache-2.0
// What a process that was killed leaves: files that were not yet renamed, folders for the tools.
// Their names end in the number of the process; a later one takes away what no living one owns.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace pnasc::support {

/// The name under which writeFile() writes what will be `path`.
std::string partName(llvm::StringRef path);
/// Removes such files below `folder` whose writer is gone.
void removeParts(llvm::StringRef folder);

/// A folder in TMPDIR that goes with this object.
class Scratch {
public:
  /// `owner`: the output folder on whose behalf.
  static llvm::Expected<Scratch> make(llvm::StringRef owner);
  /// Removes those of the same owner whose process is gone.
  static void removeOrphans(llvm::StringRef owner);

  Scratch(Scratch &&other) noexcept : folder(std::move(other.folder)) { other.folder.clear(); }
  Scratch &operator=(Scratch &&) = delete;
  ~Scratch();
  const std::string &path() const { return folder; }

private:
  explicit Scratch(std::string folder) : folder(std::move(folder)) {}
  std::string folder;
};

} // namespace pnasc::support
