// SPDX-License-Identifier: Apache-2.0
#include "catalogue/readers/Guarded.h"
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pnasc::readers {

/// Of address space, in bytes: the first number of statm counts pages.
static uint64_t taken() {
  char text[64] = {};
  const int file = ::open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  const ssize_t count = ::read(file, text, sizeof text - 1);
  ::close(file);
  uint64_t pages = 0;
  if (count <= 0 || llvm::StringRef(text).split(' ').first.getAsInteger(10, pages))
    return uint64_t(1) << 40; // no limit then
  return pages * uint64_t(::sysconf(_SC_PAGESIZE));
}

[[noreturn]] static void inside(const std::function<std::string()> &work, int into,
                                unsigned seconds, uint64_t bytes) {
  const rlim_t space = taken() + bytes;
  const rlimit time{seconds, seconds}, memory{space, space}, none{0, 0};
  setrlimit(RLIMIT_CPU, &time);
  setrlimit(RLIMIT_AS, &memory);
  setrlimit(RLIMIT_CORE, &none);
  for (int fault : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGXCPU})
    std::signal(fault, SIG_DFL); // nobody tells of what happens in here
  const int nowhere = ::open("/dev/null", O_WRONLY);
  ::dup2(nowhere, STDOUT_FILENO);
  ::dup2(nowhere, STDERR_FILENO);
  const std::string made = work();
  for (llvm::StringRef left = made; !left.empty();) {
    const ssize_t count = ::write(into, left.data(), left.size());
    if (count < 0 && errno == EINTR)
      continue;
    if (count <= 0)
      ::_exit(1);
    left = left.drop_front(size_t(count));
  }
  ::_exit(0);
}

static std::string all(int from) {
  std::string text;
  char block[1 << 16];
  while (true) {
    const ssize_t count = ::read(from, block, sizeof block);
    if (count > 0)
      text.append(block, size_t(count));
    else if (count == 0 || errno != EINTR)
      return text;
  }
}

llvm::Optional<std::string> guarded(const std::function<std::string()> &work, unsigned seconds,
                                    uint64_t bytes) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0)
    return llvm::None;
  const pid_t child = ::fork();
  if (child == 0)
    inside(work, ends[1], seconds, bytes);
  ::close(ends[1]);
  std::string made = child > 0 ? all(ends[0]) : "";
  ::close(ends[0]);
  int status = -1;
  while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR)
    ;
  if (child < 0 || status != 0)
    return llvm::None;
  return made;
}

} // namespace pnasc::readers
