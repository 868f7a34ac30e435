// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_support
// A tool that hangs, dies, or starts others never outlives its time, a signal, or us.
#include "support/Child.h"
#include "Check.h"
#include "support/Error.h"
#include "support/Files.h"
#include "support/Signals.h"
#include <chrono>
#include <csignal>
#include <filesystem>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace pnasc;
using namespace std::chrono_literals;

static std::string folder;

static support::Child shell(const std::string &script, unsigned seconds = 60) {
  return {{"/bin/sh", "-c", script}, folder, folder + "/log", seconds};
}
static std::string textOf(const support::Child &child) {
  llvm::Expected<int> status = support::runChild(child);
  return status ? "status " + std::to_string(*status) : llvm::toString(status.takeError());
}
static bool has(const std::string &text, const char *part) {
  return text.find(part) != std::string::npos;
}
static pid_t readPid(const std::string &file) {
  for (int i = 0; i < 500; ++i, std::this_thread::sleep_for(10ms))
    if (llvm::Expected<std::string> text = support::readFile(folder + "/" + file);
        text && !text->empty() && text->back() == '\n')
      return std::stoi(*text);
    else
      llvm::consumeError(text.takeError());
  return 0;
}
/// Gone, or a zombie that its new parent has not yet asked for.
static bool gone(pid_t pid) {
  for (int i = 0; i < 300; ++i, std::this_thread::sleep_for(10ms)) {
    llvm::Expected<std::string> stat = support::readFile("/proc/" + std::to_string(pid) + "/stat");
    if (!stat) {
      llvm::consumeError(stat.takeError());
      return true;
    }
    if (has(*stat, ") Z "))
      return true;
  }
  return false;
}

static void outcomes() {
  CHECK_EQ(textOf(shell("echo $LC_ALL; pwd; exit 3")), std::string("status 3"));
  CHECK_EQ(llvm::cantFail(support::readFile(folder + "/log")), "C\n" + folder + "\n");
  CHECK_EQ(textOf({{"/nowhere/gcc"}, folder, folder + "/log"}),
           std::string("cannot run '/nowhere/gcc': No such file or directory"));
  CHECK(has(textOf(shell("kill -9 $$")), "was ended by signal 9 (Killed)"));
}

static void timesOut() {
  const auto start = std::chrono::steady_clock::now();
  CHECK(has(textOf(shell("trap '' TERM; sleep 100 & echo $! > inner; wait; wait", 1)),
            "did not end within 1 s"));
  CHECK(std::chrono::steady_clock::now() - start < 20s);
  const pid_t inner = readPid("inner");
  CHECK(inner > 0 && gone(inner));
}

/// What ends the process ends the tool as well: one signal, two, and one that nobody can catch.
static void endedBy(const std::vector<int> &signals, int wanted) {
  std::filesystem::remove(folder + "/tool");
  const pid_t run = ::fork();
  if (run == 0) {
    support::StopFlag stop;
    support::installStopHandler(stop);
    support::Child child = shell("trap '' TERM; echo $$ > tool; while :; do sleep 1; done");
    child.stop = &stop;
    const std::string text = textOf(child);
    ::_exit(text == "interrupted" ? 130 : 1);
  }
  const pid_t tool = readPid("tool");
  for (int signal : signals) {
    ::kill(run, signal);
    std::this_thread::sleep_for(100ms);
  }
  int status = 0;
  ::waitpid(run, &status, 0);
  CHECK_EQ(WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status), wanted);
  CHECK(tool > 0 && gone(tool));
}

int main() {
  folder = std::filesystem::temp_directory_path() / ("pnasc_child_" + std::to_string(getpid()));
  std::filesystem::create_directory(folder);
  outcomes();
  timesOut();
  endedBy({SIGTERM}, 130);
  endedBy({SIGHUP}, 130);
  endedBy({SIGINT, SIGINT}, 128 + SIGINT);
  endedBy({SIGKILL}, -SIGKILL);
  std::filesystem::remove_all(folder);
  return report();
}
