// SPDX-License-Identifier: Apache-2.0
// A file that may be compressed by gzip. Not zlib's gzFile: that one waits for pipes, and takes
// what follows the compressed data for nothing.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <string>
#include <vector>
#include <zlib.h>

namespace pnasc::readers {

class GzipFile {
public:
  static llvm::Expected<std::unique_ptr<GzipFile>> open(llvm::StringRef path);
  ~GzipFile();
  GzipFile(const GzipFile &) = delete;

  /// Up to `size` bytes; fewer at the end of the file, and then `position` says where it ended.
  llvm::Expected<size_t> read(char *into, size_t size);
  /// Whether nothing is left, and what was compressed is whole. Reads on where something is.
  llvm::Expected<bool> atEnd();

  const std::string path;
  uint64_t position = 0; ///< behind what was read, uncompressed

private:
  GzipFile(llvm::StringRef path, int fd) : path(path.str()), fd(fd), buffer(size_t{1} << 18) {}
  llvm::Expected<size_t> some(char *into, size_t room);
  llvm::Error refill();
  llvm::Error inflateSome();
  llvm::Error damaged(const std::string &reason) const;
  uint64_t compressedPosition() const { return fetched - stream.avail_in; }

  const int fd;
  std::vector<unsigned char> buffer;
  z_stream stream = {};
  uint64_t fetched = 0;    ///< bytes of the file that went into the buffer
  bool ended = false;      ///< so has the file
  bool compressed = false; ///< stream is a decoder
  bool between = false;    ///< no compressed member is begun
};

} // namespace pnasc::readers
