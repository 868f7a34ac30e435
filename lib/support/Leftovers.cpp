// SPDX-License-Identifier: Apache-2.0
#include "support/Leftovers.h"
#include "support/Digest.h"
#include "support/Error.h"
#include "llvm/Support/Path.h"
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace pnasc::support {

namespace fs = std::filesystem;

static const auto started = fs::file_time_type::clock::now();

/// Nobody writes what `writer` left at `path`. In a container the next process may well have the
/// number of the last one.
static bool orphaned(const fs::path &path, llvm::StringRef writer) {
  pid_t pid = 0;
  if (writer.getAsInteger(10, pid) || pid <= 0)
    return false;
  std::error_code code;
  if (pid == ::getpid())
    return fs::last_write_time(path, code) < started && !code;
  return ::kill(pid, 0) != 0 && errno == ESRCH;
}

std::string partName(llvm::StringRef path) {
  return path.str() + ".part" + std::to_string(::getpid());
}

void removeParts(llvm::StringRef folder) {
  std::error_code code;
  fs::recursive_directory_iterator it(folder.str(), code), end; // follows no links
  for (; !code && it != end; it.increment(code)) {
    const std::string name = it->path().filename();
    const auto [stem, writer] = llvm::StringRef(name).rsplit(".part");
    if (it->is_regular_file(code) && !stem.empty() && orphaned(it->path(), writer))
      fs::remove(it->path(), code);
    code.clear();
  }
}

static std::string temporaryFolder() {
  llvm::SmallString<128> folder;
  llvm::sys::path::system_temp_directory(/*ErasedOnReboot=*/true, folder);
  return folder.str().str();
}

/// pnasc-<owner>-
static std::string prefixOf(llvm::StringRef owner) {
  std::error_code code;
  const fs::path whole = fs::weakly_canonical(owner.str(), code);
  return "pnasc-" + digest(code ? owner.str() : whole.string(), 12) + "-";
}

llvm::Expected<Scratch> Scratch::make(llvm::StringRef owner) {
  std::string path =
      temporaryFolder() + "/" + prefixOf(owner) + std::to_string(::getpid()) + "-XXXXXX";
  if (!::mkdtemp(path.data()))
    return environment("cannot make a scratch folder in '" + temporaryFolder() +
                       "': " + std::strerror(errno));
  return Scratch(std::move(path));
}

Scratch::~Scratch() {
  std::error_code code;
  if (!folder.empty())
    fs::remove_all(folder, code);
}

void Scratch::removeOrphans(llvm::StringRef owner) {
  const std::string prefix = prefixOf(owner);
  std::error_code code;
  for (fs::directory_iterator it(temporaryFolder(), code), end; !code && it != end;
       it.increment(code)) {
    const std::string name = it->path().filename();
    llvm::StringRef rest = name;
    struct stat info;
    if (!rest.consume_front(prefix) || !orphaned(it->path(), rest.split('-').first))
      continue;
    // Others may write into this folder too: only what is ours, and no link.
    if (::lstat(it->path().c_str(), &info) == 0 && S_ISDIR(info.st_mode) &&
        info.st_uid == ::geteuid())
      fs::remove_all(it->path(), code);
    code.clear();
  }
}

} // namespace pnasc::support
