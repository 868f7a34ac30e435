// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_support
// Files and folders of processes that were killed go, those of living ones stay.
#include "support/Leftovers.h"
#include "Check.h"
#include "support/Files.h"
#include <csignal>
#include <filesystem>
#include <sys/wait.h>
#include <unistd.h>

using namespace pnasc;
namespace fs = std::filesystem;

static void touch(const std::string &path) { llvm::cantFail(support::writeFile(path, "x")); }

int main() {
  const std::string root = fs::temp_directory_path() / ("pnasc_left_" + std::to_string(getpid()));
  const std::string out = root + "/out", deep = out + "/models/m/c/m.c";
  fs::create_directories(root + "/tmp");
  ::setenv("TMPDIR", (root + "/tmp").c_str(), 1);
  touch(deep);

  int pipe[2];
  CHECK(::pipe(pipe) == 0);
  const pid_t child = ::fork();
  if (child == 0) { // is killed between the file and its new name, while a tool runs
    touch(support::partName(deep));
    auto scratch = llvm::cantFail(support::Scratch::make(out));
    touch(scratch.path() + "/log");
    auto other = llvm::cantFail(support::Scratch::make(root + "/elsewhere"));
    [[maybe_unused]] const ssize_t written = ::write(pipe[1], "x", 1);
    ::pause();
  }
  char byte;
  CHECK(::read(pipe[0], &byte, 1) == 1);
  const auto parts = [&] {
    int count = 0;
    for (const auto &entry : fs::recursive_directory_iterator(out))
      count += entry.path().filename().string().find(".part") != std::string::npos;
    return count;
  };
  const auto folders = [&] {
    return std::distance(fs::directory_iterator(root + "/tmp"), fs::directory_iterator());
  };
  const auto clean = [&] {
    support::removeParts(out);
    support::Scratch::removeOrphans(out);
  };
  clean();
  CHECK_EQ(parts(), 1); // it lives
  CHECK_EQ(folders(), 2);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);

  touch(out + "/notes.part"); // no number: not ours
  touch(out + "/x.part" + std::to_string(::getpid()));
  auto own = llvm::cantFail(support::Scratch::make(out));
  clean();
  CHECK_EQ(parts(), 2);
  CHECK_EQ(folders(), 2); // our own, and the other owner's
  CHECK(support::exists(deep));
  // The process before us had our number, as in a container.
  fs::last_write_time(out + "/x.part" + std::to_string(::getpid()),
                      fs::file_time_type::clock::now() - std::chrono::hours(1));
  clean();
  CHECK_EQ(parts(), 1);
  CHECK(support::exists(own.path()));
  fs::remove_all(root);
  return report();
}
