// SPDX-License-Identifier: Apache-2.0
// What a .tar.* file holds without its compression, to its very end: only there do its checksums
// tell whether all of it is right, and a reader of tar files stops before.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <memory>

namespace pnasc::readers {

class Stream {
public:
  /// How it is compressed, the file's ending says.
  static llvm::Expected<std::unique_ptr<Stream>> open(llvm::StringRef path);
  virtual ~Stream() = default;
  /// Up to `size` bytes; 0 at the end. What is wrong there is told as often as one asks.
  virtual llvm::Expected<size_t> read(char *into, size_t size) = 0;
};

} // namespace pnasc::readers
