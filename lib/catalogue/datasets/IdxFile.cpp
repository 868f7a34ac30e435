// SPDX-License-Identifier: Apache-2.0
#include "catalogue/datasets/IdxFile.h"
#include "catalogue/readers/GzipFile.h"
#include "support/Error.h"
#include "support/Units.h"

namespace pnasc::datasets {

namespace {

constexpr unsigned UnsignedByte = 0x08;
/// Larger than any data set in this format; a header that claims more is foreign.
constexpr uint64_t MostBytes = uint64_t{1} << 34;

llvm::Error foreign(const readers::GzipFile &file, uint64_t byte, const std::string &found) {
  return support::environment("'" + file.path + "' is not the IDX file that is needed: byte " +
                              std::to_string(byte) + ": " + found);
}

llvm::Error truncated(const readers::GzipFile &file, uint64_t needed) {
  return support::environment("'" + file.path + "' is truncated: it ends at byte " +
                              support::grouped(file.position) + ", its header needs " +
                              support::grouped(needed));
}

llvm::Expected<std::vector<uint64_t>> readHeader(readers::GzipFile &file, size_t dimensions) {
  unsigned char header[4 + 4 * 255];
  const size_t size = 4 + 4 * dimensions;
  llvm::Expected<size_t> got = file.read(reinterpret_cast<char *>(header), size);
  if (!got)
    return got.takeError();
  for (uint64_t i = 0; i < 2 && i < *got; ++i)
    if (header[i] != 0)
      return foreign(file, i, "found " + std::to_string(header[i]) + ", needed 0");
  if (*got > 2 && header[2] != UnsignedByte)
    return foreign(file, 2,
                   "found type " + std::to_string(header[2]) + ", needed 8 (unsigned byte)");
  if (*got > 3 && header[3] != dimensions)
    return foreign(file, 3,
                   "found " + std::to_string(header[3]) + " dimensions, needed " +
                       std::to_string(dimensions));
  if (*got < size)
    return truncated(file, size);
  std::vector<uint64_t> sizes;
  uint64_t bytes = 1;
  for (size_t d = 0; d < dimensions; ++d) {
    const unsigned char *p = header + 4 + 4 * d;
    sizes.push_back(uint64_t(p[0]) << 24 | uint64_t(p[1]) << 16 | uint64_t(p[2]) << 8 | p[3]);
    bytes = sizes.back() == 0 || bytes > MostBytes / sizes.back() ? 0 : bytes * sizes.back();
    if (bytes == 0)
      return foreign(file, 4 + 4 * d,
                     "dimension " + std::to_string(sizes.back()) + " cannot be right");
  }
  return sizes;
}

} // namespace

llvm::Expected<IdxFile> readIdx(llvm::StringRef path, size_t dimensions) {
  llvm::Expected<std::unique_ptr<readers::GzipFile>> opened = readers::GzipFile::open(path);
  if (!opened)
    return opened.takeError();
  readers::GzipFile &file = **opened;
  llvm::Expected<std::vector<uint64_t>> sizes = readHeader(file, dimensions);
  if (!sizes)
    return sizes.takeError();
  size_t count = 1;
  for (uint64_t size : *sizes)
    count *= size_t(size);

  // Memory grows with what is really there, so that a foreign header cannot ask for gigabytes.
  std::string bytes;
  constexpr size_t Piece = size_t{1} << 26;
  while (bytes.size() < count) {
    const size_t before = bytes.size(), want = std::min(Piece, count - before);
    bytes.resize(before + want);
    llvm::Expected<size_t> got = file.read(&bytes[before], want);
    if (!got)
      return got.takeError();
    if (*got < want)
      return truncated(file, 4 + 4 * dimensions + count);
  }
  const uint64_t end = file.position;
  llvm::Expected<bool> atEnd = file.atEnd();
  if (!atEnd)
    return atEnd.takeError();
  if (!*atEnd)
    return foreign(file, end, "the file goes on behind what its header announces");
  return IdxFile{path.str(), std::move(*sizes), std::move(bytes)};
}

} // namespace pnasc::datasets
