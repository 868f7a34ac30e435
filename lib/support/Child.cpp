// SPDX-License-Identifier: Apache-2.0
#include "support/Child.h"
#include "support/Error.h"
#include "llvm/ADT/StringRef.h"
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

extern char **environ;

namespace pnasc::support {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds Grace{1000}; ///< between asking a group to end and ending it

/// Leaders of the groups that run now, for the signal handler. More than fit are still ended by
/// PR_SET_PDEATHSIG.
std::atomic<pid_t> running[256];

class Registered {
public:
  explicit Registered(pid_t leader) {
    for (std::atomic<pid_t> &slot : running) {
      pid_t free = 0;
      if (slot.compare_exchange_strong(free, leader)) {
        place = &slot;
        return;
      }
    }
  }
  ~Registered() {
    if (place)
      *place = 0;
  }
  Registered(const Registered &) = delete;

private:
  std::atomic<pid_t> *place = nullptr;
};

std::vector<char *> pointers(std::vector<std::string> &texts) {
  std::vector<char *> all;
  for (std::string &text : texts)
    all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

std::vector<std::string> variablesOfChildren() {
  std::vector<std::string> all = {"LC_ALL=C"};
  for (char **entry = environ; *entry; ++entry)
    if (!llvm::StringRef(*entry).startswith("LC_ALL="))
      all.push_back(*entry);
  return all;
}

/// Between fork and exec: only what is safe in a copy of a process of many threads. Writes errno
/// into `told` where something fails.
[[noreturn]] void become(const Child &child, char *const *arguments, char *const *variables,
                         pid_t parent, int told, const sigset_t &mask) {
  struct sigaction plain = {}, now;
  plain.sa_handler = SIG_DFL;
  for (int signal : {SIGINT, SIGTERM, SIGHUP}) // what nohup ignores stays ignored
    if (::sigaction(signal, nullptr, &now) == 0 && now.sa_handler != SIG_IGN)
      ::sigaction(signal, &plain, nullptr);
  ::sigaction(SIGXFSZ, &plain, nullptr);
  ::sigprocmask(SIG_SETMASK, &mask, nullptr);
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) // it died before the line above
    ::_exit(127);
  const int in = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  const int out = ::open(child.log.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (in >= 0 && out >= 0 && ::dup2(in, 0) == 0 && ::dup2(out, 1) == 1 && ::dup2(out, 2) == 2 &&
      ::chdir(child.folder.c_str()) == 0)
    ::execve(arguments[0], arguments, variables);
  const int code = errno;
  [[maybe_unused]] const ssize_t written = ::write(told, &code, sizeof code);
  ::_exit(127);
}

llvm::Error cannotRun(const Child &child, int code) {
  return environment("cannot run '" + child.command.front() + "': " + std::strerror(code));
}

/// The process, once it is the program; a failure where it did not get so far.
llvm::Expected<pid_t> start(const Child &child) {
  std::vector<std::string> command = child.command, variables = variablesOfChildren();
  const std::vector<char *> arguments = pointers(command), strings = pointers(variables);
  int report[2];
  if (::pipe2(report, O_CLOEXEC) != 0)
    return cannotRun(child, errno);
  // No handler of ours may run in the copy.
  sigset_t all, before;
  sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  const pid_t parent = ::getpid(), pid = ::fork();
  if (pid == 0)
    become(child, arguments.data(), strings.data(), parent, report[1], before);
  const int forked = errno;
  if (pid > 0)
    ::setpgid(pid, pid); // both sides, whoever is first
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  ::close(report[1]);
  int code = pid < 0 ? forked : 0;
  if (pid > 0)
    while (::read(report[0], &code, sizeof code) < 0 && errno == EINTR)
      ;
  ::close(report[0]);
  if (code == 0)
    return pid;
  if (pid > 0)
    ::waitpid(pid, nullptr, 0);
  return cannotRun(child, code);
}

bool ended(pid_t pid, int &status) { return ::waitpid(pid, &status, WNOHANG) == pid; }

/// Waits until `until` or `stop` at most.
bool endsBy(pid_t pid, int &status, Clock::time_point until, const StopFlag *stop) {
  std::chrono::microseconds nap{500};
  for (;;) {
    if (ended(pid, status))
      return true;
    if (Clock::now() >= until || requested(stop))
      return false;
    std::this_thread::sleep_for(nap);
    nap = std::min(nap * 2, std::chrono::microseconds{20000});
  }
}

/// Asks the group first, so that a compiler takes its own temporary files away.
void end(pid_t leader) {
  int status;
  ::kill(-leader, SIGTERM);
  const bool gone = endsBy(leader, status, Clock::now() + Grace, nullptr);
  ::kill(-leader, SIGKILL); // also what the leader left behind
  if (!gone)
    ::waitpid(leader, &status, 0);
}

} // namespace

llvm::Expected<int> runChild(const Child &child) {
  llvm::Expected<pid_t> pid = start(child);
  if (!pid)
    return pid.takeError();
  const Registered registered(*pid);
  int status = 0;
  const bool over =
      endsBy(*pid, status, Clock::now() + std::chrono::seconds(child.seconds), child.stop);
  if (!over)
    end(*pid);
  if (requested(child.stop))
    return failure(Exit::Interrupted, "interrupted");
  const std::string &name = child.command.front();
  if (!over)
    return environment("'" + name + "' did not end within " + std::to_string(child.seconds) + " s");
  if (WIFSIGNALED(status))
    return environment("'" + name + "' was ended by signal " + std::to_string(WTERMSIG(status)) +
                       " (" + ::strsignal(WTERMSIG(status)) + ")");
  return WEXITSTATUS(status);
}

void killChildren() {
  for (std::atomic<pid_t> &slot : running)
    if (const pid_t leader = slot)
      ::kill(-leader, SIGKILL);
}

} // namespace pnasc::support
