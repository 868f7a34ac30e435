// SPDX-License-Identifier: Apache-2.0
#include "catalogue/datasets/WindowCache.h"
#include "support/Digest.h"
#include "support/Error.h"
#include "support/Files.h"
#include "support/Leftovers.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"
#include <algorithm>
#include <cstring>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace pnasc::datasets {

namespace {

/// Native byte order: the cache never leaves its machine, and the digest catches one that did.
struct Header {
  char magic[16];
  char key[32];
  uint64_t rows, count, floats;
  char digest[32]; ///< of the floats
};
constexpr char Magic[16] = {'p', 'n', 'a', 's', 'c', ' ', 'w', 'i',
                            'n', 'd', 'o', 'w', 's', ' ', '1', '\n'};

std::string digestOf(const char *floats, uint64_t count) {
  return support::digest({floats, size_t(count) * sizeof(float)}, 32);
}

} // namespace

/// Of `Samples` pieces spread evenly over the file, first and last among them; all of it where it
/// is no longer than they are together.
static std::optional<uint64_t> contentSample(int fd, uint64_t size) {
  constexpr uint64_t Samples = 64, Piece = 4096;
  const bool all = size <= Samples * Piece;
  const uint64_t count = all ? (size + Piece - 1) / Piece : Samples;
  std::string bytes(size_t(std::min(size, Samples * Piece)), '\0');
  char *into = bytes.data();
  for (uint64_t i = 0; i < count; ++i) {
    const uint64_t at = all ? i * Piece : i * (size - Piece) / (Samples - 1);
    const uint64_t length = std::min(Piece, size - at);
    if (::pread(fd, into, size_t(length), off_t(at)) != ssize_t(length))
      return std::nullopt;
    into += length;
  }
  return llvm::xxHash64(bytes);
}

std::string WindowCache::keyOf(llvm::StringRef path, const WindowPlan &plan) {
  llvm::Expected<int> fd = support::openFile(path);
  if (!fd) {
    llvm::consumeError(fd.takeError());
    return "";
  }
  struct stat info;
  const bool known = ::fstat(*fd, &info) == 0;
  const auto sample = known ? contentSample(*fd, uint64_t(info.st_size)) : std::nullopt;
  ::close(*fd);
  if (!sample)
    return "";
  const auto timeText = [](const timespec &time) {
    return std::to_string(time.tv_sec) + "." + std::to_string(time.tv_nsec) + "\n";
  };
  std::error_code code;
  const std::string absolute =
      std::filesystem::absolute(path.str(), code).lexically_normal().string();
  return support::digest(absolute + "\n" + std::to_string(info.st_size) + "\n" +
                             timeText(info.st_mtim) + timeText(info.st_ctim) +
                             std::to_string(*sample) + "\n" + plan.text(),
                         32);
}

std::string WindowCache::pathOf(llvm::StringRef key) const {
  return folder + "/windows/" + key.take_front(2).str() + "/" + key.drop_front(2).str();
}

std::optional<Cut> WindowCache::load(llvm::StringRef key) const {
  if (folder.empty() || key.size() != sizeof Header::key)
    return std::nullopt;
  llvm::Expected<std::string> file = support::readFile(pathOf(key));
  if (!file) {
    llvm::consumeError(file.takeError());
    return std::nullopt;
  }
  if (file->size() < sizeof(Header))
    return std::nullopt;
  Header header;
  std::memcpy(&header, file->data(), sizeof header);
  const char *floats = file->data() + sizeof header;
  const uint64_t room = (file->size() - sizeof header) / sizeof(float);
  if (std::memcmp(header.magic, Magic, sizeof Magic) != 0 ||
      key != llvm::StringRef(header.key, 32) || header.floats != room ||
      digestOf(floats, room) != llvm::StringRef(header.digest, 32))
    return std::nullopt;
  Cut cut{size_t(header.rows), size_t(header.count), std::vector<float>(size_t(room))};
  std::memcpy(cut.samples.data(), floats, size_t(room) * sizeof(float));
  return cut;
}

void WindowCache::store(llvm::StringRef key, const Cut &cut) const {
  if (folder.empty() || key.size() != sizeof Header::key)
    return;
  const auto *floats = reinterpret_cast<const char *>(cut.samples.data());
  Header header{};
  std::memcpy(header.magic, Magic, sizeof Magic);
  std::memcpy(header.key, key.data(), key.size());
  header.rows = cut.rows;
  header.count = cut.count;
  header.floats = cut.samples.size();
  std::memcpy(header.digest, digestOf(floats, header.floats).data(), sizeof header.digest);
  std::string bytes(reinterpret_cast<const char *>(&header), sizeof header);
  bytes.append(floats, cut.samples.size() * sizeof(float));
  const std::string path = pathOf(key);
  support::removeParts(llvm::sys::path::parent_path(path));
  llvm::consumeError(support::writeFile(path, bytes));
}

} // namespace pnasc::datasets
