// SPDX-License-Identifier: Apache-2.0
#include "driver/Folder.h"
#include "onnx/Metadata.h"
#include "support/Error.h"
#include "support/Files.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace pnasc::driver {

namespace {

constexpr llvm::StringLiteral Words = "pnasc writes in this folder.\n";
constexpr llvm::StringLiteral Made = "Made by pnasc"; ///< in each of the C files

std::string marker(const std::string &folder) { return folder + "/.pnasc"; }

/// Names in a folder, in their order; none where it is absent.
std::vector<std::string> namesIn(const std::string &folder) {
  std::vector<std::string> names;
  std::error_code code;
  for (llvm::sys::fs::directory_iterator it(folder, code), end; !code && it != end;
       it.increment(code))
    names.push_back(llvm::sys::path::filename(it->path()).str());
  llvm::sort(names);
  return names;
}

struct flock wholeFile(short type) {
  struct flock lock {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  return lock;
}

llvm::Error cannotClaim(const std::string &folder, int code) {
  return support::environment("cannot write into '" + folder + "': " + std::strerror(code));
}

bool holdsOurC(const std::string &folder) {
  return llvm::any_of(namesIn(folder), [&](const std::string &name) {
    if (!llvm::StringRef(name).endswith(".h"))
      return false;
    auto text = support::readFile(folder + "/" + name);
    if (!text)
      return llvm::consumeError(text.takeError()), false;
    return llvm::StringRef(*text).take_front(400).contains(Made);
  });
}

/// Whether a file is there with other bytes than these.
bool differs(const std::string &path, const std::string &bytes) {
  if (!support::exists(path))
    return false;
  auto text = support::readFile(path);
  if (text)
    return *text != bytes;
  llvm::consumeError(text.takeError());
  return true;
}

} // namespace

bool isOurs(const std::string &folder) { return support::exists(marker(folder)); }

llvm::Error demandOurs(const std::string &folder) {
  if (namesIn(folder).empty() || isOurs(folder) || support::exists(folder + "/study.db"))
    return llvm::Error::success();
  return support::environment("'" + folder +
                              "' holds files that are not pnasc's; choose another folder for -o");
}

llvm::Error claim(const std::string &folder) {
  // Kept open: the lock ends with the process, in whatever way.
  const int fd = ::open(marker(folder).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (fd < 0)
    return cannotClaim(folder, errno);
  struct flock lock = wholeFile(F_WRLCK);
  if (::fcntl(fd, F_SETLK, &lock) != 0) {
    const int code = errno;
    struct flock holder = wholeFile(F_WRLCK);
    const bool known = ::fcntl(fd, F_GETLK, &holder) == 0 && holder.l_type != F_UNLCK;
    ::close(fd);
    if (code != EACCES && code != EAGAIN)
      return llvm::Error::success(); // a file system without locks
    return support::environment("another run writes into '" + folder + "'" +
                                (known ? ": process " + std::to_string(holder.l_pid) : ""));
  }
  if (::lseek(fd, 0, SEEK_END) == 0 && ::write(fd, Words.data(), Words.size()) < 0)
    return cannotClaim(folder, errno);
  return llvm::Error::success();
}

void leave(const std::string &folder) {
  if (namesIn(folder) == std::vector<std::string>{".pnasc"})
    ::unlink(marker(folder).c_str());
  ::rmdir(folder.c_str()); // fails where anything lies in it
}

llvm::Error demandOursOrAbsent(const std::string &folder, const ir::Bundle &files) {
  if (holdsOurC(folder))
    return llvm::Error::success();
  for (const auto &[path, text] : files)
    if (differs(folder + "/" + path, text))
      return support::environment("'" + folder + "/" + path +
                                  "' is not pnasc's and would be written over; choose another "
                                  "folder for -o");
  return llvm::Error::success();
}

llvm::Error demandEmpty(const std::string &folder) {
  if (namesIn(folder).empty())
    return llvm::Error::success();
  return support::environment("'" + folder + "' is not empty; choose another folder for -o");
}

/// The name that a manifest or a model file of ours says, or C of ours stands for; nothing where
/// there is none.
static std::string nameSaid(const std::string &folder) {
  if (auto text = support::readFile(folder + "/manifest.json")) {
    auto json = llvm::json::parse(*text);
    if (!json)
      llvm::consumeError(json.takeError());
    else if (const llvm::json::Object *manifest = json->getAsObject())
      return manifest->getString("name").getValueOr("").str();
  } else
    llvm::consumeError(text.takeError());
  auto bytes = support::readFile(folder + "/model.onnx"); // written long before the manifest
  if (!bytes) { // `emit` may leave it out
    llvm::consumeError(bytes.takeError());
    return holdsOurC(folder + "/c") ? llvm::sys::path::filename(folder).str() : "";
  }
  auto metadata = onnx::readMetadata(*bytes, folder);
  if (!metadata)
    return llvm::consumeError(metadata.takeError()), "";
  return (*metadata)["pnasc.name"];
}

std::vector<std::string> modelsIn(const std::string &folder) {
  std::vector<std::string> ours;
  for (const std::string &name : namesIn(folder + "/models"))
    if (nameSaid(folder + "/models/" + name) == name)
      ours.push_back(name);
  return ours;
}

} // namespace pnasc::driver
