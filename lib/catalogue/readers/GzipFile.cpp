// SPDX-License-Identifier: Apache-2.0
#include "catalogue/readers/GzipFile.h"
#include "support/Error.h"
#include "support/Files.h"
#include "support/Units.h"
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace pnasc::readers {

/// zlib's code for: a gzip header, the largest window.
static constexpr int GzipOnly = 15 + 16;

llvm::Expected<std::unique_ptr<GzipFile>> GzipFile::open(llvm::StringRef path) {
  llvm::Expected<int> fd = support::openFile(path);
  if (!fd)
    return fd.takeError();
  std::unique_ptr<GzipFile> file(new GzipFile(path, *fd));
  if (llvm::Error error = file->refill())
    return error;
  const z_stream &in = file->stream;
  if (in.avail_in >= 2 && in.next_in[0] == 0x1F && in.next_in[1] == 0x8B) {
    if (inflateInit2(&file->stream, GzipOnly) != Z_OK)
      return support::environment("no memory to inflate '" + path.str() + "'");
    file->compressed = true;
  }
  return file;
}

GzipFile::~GzipFile() {
  if (compressed)
    inflateEnd(&stream);
  ::close(fd);
}

llvm::Error GzipFile::refill() {
  ssize_t n;
  do
    n = ::read(fd, buffer.data(), buffer.size());
  while (n < 0 && errno == EINTR);
  if (n < 0)
    return support::environment("cannot read '" + path + "': " + std::strerror(errno));
  ended = n == 0;
  fetched += uint64_t(n);
  stream.next_in = buffer.data();
  stream.avail_in = unsigned(n);
  return llvm::Error::success();
}

llvm::Error GzipFile::damaged(const std::string &reason) const {
  return support::environment("'" + path + "' is damaged behind uncompressed byte " +
                              support::grouped(position) + ": " + reason);
}

/// What is in the buffer, into what next_out points to.
llvm::Error GzipFile::inflateSome() {
  if (stream.avail_in > 0 && between) { // `cat a.gz b.gz` is a gzip file; anything else is not
    if (stream.next_in[0] != 0x1F)
      return damaged("something other follows the compressed data at byte " +
                     support::grouped(compressedPosition()) + " of the file");
    inflateReset(&stream);
    between = false;
  }
  const int code = inflate(&stream, Z_NO_FLUSH);
  between = code == Z_STREAM_END;
  if (code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR)
    return llvm::Error::success();
  return damaged(stream.msg ? stream.msg : "no memory to inflate it");
}

/// One piece; 0 at the end of the file.
llvm::Expected<size_t> GzipFile::some(char *into, size_t room) {
  if (stream.avail_in == 0 && !ended)
    if (llvm::Error error = refill())
      return error;
  if (!compressed) {
    const size_t n = std::min<size_t>(room, stream.avail_in);
    std::memcpy(into, stream.next_in, n);
    stream.next_in += n;
    stream.avail_in -= unsigned(n);
    return n;
  }
  stream.next_out = reinterpret_cast<unsigned char *>(into);
  stream.avail_out = unsigned(std::min<size_t>(room, size_t{1} << 30));
  const size_t before = stream.avail_out;
  // Input may make no output yet, and output may be left when the input has ended.
  while (stream.avail_out == before && (stream.avail_in > 0 || !ended)) {
    if (llvm::Error error = inflateSome())
      return error;
    if (stream.avail_in == 0 && !ended)
      if (llvm::Error error = refill())
        return error;
  }
  if (stream.avail_out == before && !between)
    if (llvm::Error error = inflateSome())
      return error;
  return before - stream.avail_out;
}

llvm::Expected<size_t> GzipFile::read(char *into, size_t size) {
  size_t got = 0;
  while (got < size) {
    llvm::Expected<size_t> n = some(into + got, size - got);
    if (!n)
      return n;
    if (*n == 0)
      break;
    got += *n;
    position += *n;
  }
  return got;
}

llvm::Expected<bool> GzipFile::atEnd() {
  char extra;
  llvm::Expected<size_t> more = read(&extra, 1);
  if (!more)
    return more.takeError();
  if (*more == 0 && compressed && !between)
    return damaged("the compressed data end early");
  if (*more == 0)
    return true;
  // Damage makes other data, too many of them as well: that it is damage is told at their end.
  const uint64_t until = position + (uint64_t{1} << 26);
  std::vector<char> rest(size_t{1} << 16);
  for (size_t n = 1; compressed && n > 0 && position < until;)
    if (llvm::Error error = read(rest.data(), rest.size()).moveInto(n))
      return error;
  return false;
}

} // namespace pnasc::readers
