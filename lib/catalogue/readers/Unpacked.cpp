// SPDX-License-Identifier: Apache-2.0
#include "catalogue/readers/Unpacked.h"
#include "support/Error.h"
#include "support/Printable.h"
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace pnasc::readers {

static constexpr size_t BufferBytes = 1 << 20;

static std::string temporaryFolder() {
  const char *folder = std::getenv("TMPDIR");
  return folder && *folder ? folder : "/tmp";
}

static llvm::Error cannot(llvm::StringRef archive, int code) {
  return support::environment("cannot unpack '" + support::printable(archive) + "' into '" +
                              support::printable(temporaryFolder()) + "': " + std::strerror(code) +
                              "; TMPDIR names another folder");
}

llvm::Expected<std::shared_ptr<Unpacked>> Unpacked::create(llvm::StringRef archive) {
  std::string name = temporaryFolder() + "/pnasc-unpacked-XXXXXX";
  const int fd = ::mkostemp(name.data(), O_CLOEXEC);
  if (fd < 0)
    return cannot(archive, errno);
  ::unlink(name.c_str()); // whatever ends us, nothing stays
  return std::shared_ptr<Unpacked>(new Unpacked(archive, fd));
}

Unpacked::~Unpacked() { ::close(fd); }

llvm::Error Unpacked::append(llvm::StringRef bytes) {
  pending += bytes;
  return pending.size() < BufferBytes ? llvm::Error::success() : finish();
}

llvm::Error Unpacked::finish() {
  for (llvm::StringRef rest = pending; !rest.empty();) {
    const ssize_t n = ::write(fd, rest.data(), rest.size());
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return cannot(archive, errno);
    rest = rest.drop_front(size_t(n));
    written += uint64_t(n);
  }
  pending.clear();
  return llvm::Error::success();
}

llvm::Expected<std::string> Unpacked::read(uint64_t offset, uint64_t bytes) const {
  std::string into;
  const int code = readAt(fd, offset, bytes, into);
  if (code != 0)
    return support::environment("cannot read what '" + support::printable(archive) +
                                "' was unpacked to: " + std::strerror(code));
  return into;
}

int readAt(int fd, uint64_t offset, uint64_t size, std::string &into) {
  into.resize(size);
  uint64_t got = 0;
  while (got < size) {
    const ssize_t n = ::pread(fd, into.data() + got, size - got, off_t(offset + got));
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return errno;
    if (n == 0)
      break;
    got += uint64_t(n);
  }
  into.resize(got);
  return 0;
}

} // namespace pnasc::readers
