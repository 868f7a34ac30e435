// SPDX-License-Identifier: Apache-2.0
#include "support/Files.h"
#include "support/Error.h"
#include "support/Leftovers.h"
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace pnasc::support {

static llvm::Error cannot(const char *verb, llvm::StringRef path, int code) {
  return environment("cannot " + std::string(verb) + " '" + path.str() +
                     "': " + std::strerror(code));
}

llvm::Error makeFolder(llvm::StringRef path) {
  std::error_code code;
  std::filesystem::create_directories(path.str(), code);
  if (code)
    return cannot("create folder", path, code.value());
  return llvm::Error::success();
}

bool exists(llvm::StringRef path) {
  struct stat info;
  return ::stat(path.str().c_str(), &info) == 0;
}

static int writeAll(int fd, llvm::StringRef bytes) {
  while (!bytes.empty()) {
    ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return errno;
    bytes = bytes.drop_front(static_cast<size_t>(n));
  }
  return 0;
}

llvm::Error writeFile(llvm::StringRef path, llvm::StringRef bytes) {
  std::string folder = std::filesystem::path(path.str()).parent_path().string();
  if (!folder.empty())
    if (llvm::Error error = makeFolder(folder))
      return error;
  const std::string temporary = partName(path);
  int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd < 0)
    return cannot("write", path, errno);
  int code = writeAll(fd, bytes);
  if (::close(fd) != 0 && code == 0)
    code = errno;
  if (code == 0 && std::rename(temporary.c_str(), path.str().c_str()) != 0)
    code = errno;
  if (code == 0)
    return llvm::Error::success();
  ::unlink(temporary.c_str());
  return cannot("write", path, code);
}

llvm::Expected<int> openFile(llvm::StringRef path) {
  // Not to wait for a writer, where it is a pipe.
  const int fd = ::open(path.str().c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0)
    return cannot("read", path, errno);
  struct stat info;
  const int code = ::fstat(fd, &info) != 0 ? errno : 0;
  if (code == 0 && S_ISREG(info.st_mode))
    return fd;
  ::close(fd);
  if (code == 0 && !S_ISDIR(info.st_mode))
    return environment("cannot read '" + path.str() + "': it is no regular file");
  return cannot("read", path, code ? code : EISDIR);
}

llvm::Expected<std::string> readFile(llvm::StringRef path) {
  llvm::Expected<int> opened = openFile(path);
  if (!opened)
    return opened.takeError();
  const int fd = *opened;
  std::string bytes;
  struct stat info;
  if (::fstat(fd, &info) == 0 && info.st_size > 0)
    bytes.reserve(static_cast<size_t>(info.st_size));
  char buffer[65536];
  ssize_t n;
  while ((n = ::read(fd, buffer, sizeof buffer)) != 0) {
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0) {
      int code = errno;
      ::close(fd);
      return cannot("read", path, code);
    }
    bytes.append(buffer, static_cast<size_t>(n));
  }
  ::close(fd);
  return bytes;
}

} // namespace pnasc::support
