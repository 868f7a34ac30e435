// SPDX-License-Identifier: Apache-2.0
#include "support/Program.h"
#include "support/Error.h"
#include "support/Signals.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/raw_ostream.h"
#include <fcntl.h>
#include <new>
#include <pthread.h>
#include <system_error>
#include <unistd.h>

namespace pnasc::support {

namespace {

/// More than the deepest program that the front end takes needs.
constexpr size_t StackBytes = size_t{64} << 20;

/// A descriptor that is closed takes the next file that is opened, and what we print goes into it.
/// stdout is opened for reading, so that what is written there fails: it was asked for.
void openStandardDescriptors() {
  for (int fd = 0; fd <= 2; ++fd)
    if (::fcntl(fd, F_GETFD) < 0 && ::open("/dev/null", fd == 2 ? O_WRONLY : O_RDONLY) != fd)
      ::_exit(int(Exit::Environment));
}

/// LLVM's containers cannot throw.
void outOfMemory(void *, const char *, bool) {
  constexpr llvm::StringRef words = "error: out of memory\n";
  [[maybe_unused]] const ssize_t written = ::write(2, words.data(), words.size());
  ::_exit(int(Exit::Environment));
}

int told(llvm::StringRef name, Exit status, const std::string &what) {
  llvm::errs() << name << ": " << what << '\n';
  return int(status);
}

/// LibTorch's allocator throws an exception of its own.
bool meansMemory(llvm::StringRef what) { return what.contains("can't allocate memory"); }

struct Work {
  llvm::StringRef name, please;
  std::vector<std::string> arguments;
  const std::function<int(const std::vector<std::string> &, const StopFlag &)> &work;
  const StopFlag &stop;
  int status = 0;

  void run() {
    try {
      status = work(arguments, stop);
    } catch (const std::bad_alloc &) {
      status = told(name, Exit::Environment, "error: out of memory");
    } catch (const std::system_error &error) { // threads, locks
      status = told(name, Exit::Environment, std::string("error: ") + error.what());
    } catch (const std::exception &error) {
      status = meansMemory(error.what())
                   ? told(name, Exit::Environment, "error: out of memory")
                   : told(name, Exit::Internal,
                          std::string("internal error: ") + error.what() +
                              "\nThis is a bug of pnasc; please " + please.str() + ".");
    }
  }
};

/// On a thread, since the stack of the first one is as large as the user's limits say.
void runWithLargeStack(Work &work) {
  const auto entry = [](void *argument) -> void * {
    holdStopSignals(false);
    static_cast<Work *>(argument)->run();
    return nullptr;
  };
  pthread_attr_t attributes;
  pthread_t thread;
  ::pthread_attr_init(&attributes);
  ::pthread_attr_setstacksize(&attributes, StackBytes);
  holdStopSignals(
      true); // the first thread only waits: what it took, an exec of the other would lose
  const int code = ::pthread_create(&thread, &attributes, entry, &work);
  ::pthread_attr_destroy(&attributes);
  if (code == 0)
    ::pthread_join(thread, nullptr);
  holdStopSignals(false);
  if (code != 0)
    work.run(); // no thread is to be had: the first one will do for most
}

/// What a destructor of LLVM would abort for.
int flushed(llvm::StringRef name, int status) {
  llvm::outs().flush();
  if (llvm::outs().has_error()) {
    const std::string reason = llvm::outs().error().message();
    llvm::outs().clear_error();
    const int failed = told(name, Exit::Environment, "error: cannot write to stdout: " + reason);
    status = status ? status : failed;
  }
  llvm::errs().flush();
  llvm::errs().clear_error(); // nobody listens
  return status;
}

} // namespace

int runProgram(llvm::StringRef name, llvm::StringRef please, int argc, char **argv,
               const std::function<int(const std::vector<std::string> &, const StopFlag &)> &work) {
  openStandardDescriptors();
  StopFlag &stop = *new StopFlag; // for good: a signal may come when this function is through
  installStopHandler(stop);
  llvm::install_bad_alloc_error_handler(outOfMemory);
  Work all{name, please, {argv + std::min(argc, 1), argv + argc}, work, stop};
  runWithLargeStack(all);
  return flushed(name, all.status);
}

} // namespace pnasc::support
