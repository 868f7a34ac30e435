// SPDX-License-Identifier: Apache-2.0
#include "catalogue/datasets/WindowCache.h"
#include "support/Digest.h"
#include "support/Error.h"
#include "support/Files.h"
#include "llvm/Support/MemoryBuffer.h"
#include <cstring>
#include <filesystem>
#include <sys/stat.h>

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

std::string WindowCache::keyOf(llvm::StringRef path, const WindowPlan &plan) {
  struct stat info;
  if (::stat(path.str().c_str(), &info) != 0)
    return "";
  std::error_code code;
  const std::string absolute =
      std::filesystem::absolute(path.str(), code).lexically_normal().string();
  return support::digest(absolute + "\n" + std::to_string(info.st_size) + "\n" +
                             std::to_string(info.st_mtim.tv_sec) + "." +
                             std::to_string(info.st_mtim.tv_nsec) + "\n" + plan.text(),
                         32);
}

std::string WindowCache::pathOf(llvm::StringRef key) const {
  return folder + "/windows/" + key.take_front(2).str() + "/" + key.drop_front(2).str();
}

std::optional<Cut> WindowCache::load(llvm::StringRef key) const {
  if (folder.empty() || key.size() != sizeof Header::key)
    return std::nullopt;
  auto file = llvm::MemoryBuffer::getFile(pathOf(key), /*IsText=*/false, /*NullTerminator=*/false);
  if (!file || (*file)->getBufferSize() < sizeof(Header))
    return std::nullopt;
  Header header;
  std::memcpy(&header, (*file)->getBufferStart(), sizeof header);
  const char *floats = (*file)->getBufferStart() + sizeof header;
  const uint64_t room = ((*file)->getBufferSize() - sizeof header) / sizeof(float);
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
  llvm::consumeError(support::writeFile(pathOf(key), bytes));
}

} // namespace pnasc::datasets
