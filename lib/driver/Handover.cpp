// SPDX-License-Identifier: Apache-2.0
#include "driver/Handover.h"
#include "support/Child.h"
#include "support/Error.h"
#include "support/Files.h"
#include "support/Leftovers.h"
#include "support/Signals.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <cerrno>
#include <cstring>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

namespace pnasc::driver {

bool needsWeights(const Options &options) {
  return llvm::any_of(options.emit,
                      [](const std::string &kind) { return findPrint(kind)->weights; });
}

bool needsTorch(const Options &options) {
  if (options.stopAfter <= Stage::Narrow)
    return false;
  return !options.genome || !options.output.empty() || needsWeights(options);
}

/// Where the address space is limited (ulimit -v) the loader may not find room for LibTorch, and
/// ends the process with a status of its own before any code of ours runs: only a trial shows it.
static llvm::Error tried(const std::string &program, const support::StopFlag *stop) {
  struct rlimit space;
  if (::getrlimit(RLIMIT_AS, &space) != 0 || space.rlim_cur == RLIM_INFINITY)
    return llvm::Error::success();
  llvm::Expected<support::Scratch> scratch = support::Scratch::make(program);
  if (!scratch)
    return scratch.takeError();
  const std::string log = scratch->path() + "/log";
  support::Child child{{program, "--version"}, scratch->path(), log};
  child.stop = stop;
  llvm::Expected<int> status = support::runChild(child);
  if (!status || *status == 0)
    return status.takeError();
  llvm::Expected<std::string> words = support::readFile(log);
  if (!words)
    return words.takeError();
  return support::environment("cannot start '" + program + "' within the limits of this shell: " +
                              llvm::StringRef(*words).rtrim().str());
}

/// A descriptor with this text, which outlives the exec; -1 where there is none to be had.
static int inMemory(llvm::StringRef text) {
  const int fd = ::memfd_create("spec", 0);
  for (size_t done = 0; fd >= 0 && done < text.size();) {
    const ssize_t written = ::write(fd, text.data() + done, text.size() - done);
    if (written < 0 && errno != EINTR)
      return -1;
    done += written < 0 ? 0 : size_t(written);
  }
  return fd;
}

llvm::Error handOver(const Session &session) {
  static int anchor;
  llvm::SmallString<256> program(llvm::sys::fs::getMainExecutable("pnasc", &anchor));
  llvm::sys::path::remove_filename(program);
  llvm::sys::path::append(program, "pnasc-run");
  if (llvm::Error error = tried(program.str().str(), session.workers.stop))
    return error;
  std::vector<std::string> arguments = {program.str().str()};
  llvm::append_range(arguments, session.options.arguments);
  if (session.specText)
    arguments.insert(arguments.begin() + 1,
                     "--spec-file=" + std::to_string(inMemory(*session.specText)));
  std::vector<char *> argv;
  for (std::string &argument : arguments)
    argv.push_back(argument.data());
  argv.push_back(nullptr);
  // It takes half a second to load: a signal in between waits until its handler is there.
  support::holdStopSignals(true);
  if (!session.workers.stopped())
    ::execv(argv[0], argv.data());
  const int code = errno;
  support::holdStopSignals(false);
  if (session.workers.stopped())
    return support::failure(support::Exit::Interrupted, "interrupted");
  return support::environment("cannot start '" + arguments[0] + "': " + std::strerror(code));
}

} // namespace pnasc::driver
