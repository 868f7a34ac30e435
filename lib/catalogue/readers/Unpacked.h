// SPDX-License-Identifier: Apache-2.0
// Where the members of an archive are once they have been unpacked: one behind the other in a
// temporary file without a name. While it is small it never reaches the disk; when it is large it
// takes no memory that others need.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <string>

namespace pnasc::readers {

class Unpacked {
public:
  static llvm::Expected<std::shared_ptr<Unpacked>> create(llvm::StringRef archive);
  ~Unpacked();
  Unpacked(const Unpacked &) = delete;

  llvm::Error append(llvm::StringRef bytes);
  uint64_t size() const { return written + pending.size(); }
  /// All that was appended is where read() finds it.
  llvm::Error finish();
  llvm::Expected<std::string> read(uint64_t offset, uint64_t bytes) const;

private:
  Unpacked(llvm::StringRef archive, int fd) : archive(archive), fd(fd) {}

  const std::string archive;
  const int fd;
  uint64_t written = 0;
  std::string pending;
};

/// Up to `size` bytes from `offset` on, fewer at the end; an error number where it fails.
int readAt(int fd, uint64_t offset, uint64_t size, std::string &into);

} // namespace pnasc::readers
