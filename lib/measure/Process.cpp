// SPDX-License-Identifier: Apache-2.0
#include "measure/Process.h"
#include "support/Error.h"
#include "support/Files.h"
#include "support/Parallel.h"
#include "llvm/ADT/Optional.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Program.h"

namespace pnasc::measure {

std::string Outcome::head(unsigned lines) const {
  llvm::SmallVector<llvm::StringRef, 16> all;
  llvm::StringRef(output).split(all, '\n', -1, false);
  std::string text;
  for (size_t i = 0; i < all.size() && i < lines; ++i)
    text += (i ? "\n  " : "") + all[i].rtrim().str();
  return text;
}

static llvm::Expected<std::string> findBasic(llvm::StringRef name) {
  if (llvm::ErrorOr<std::string> path = llvm::sys::findProgramByName(name))
    return *path;
  return support::environment("'" + name.str() + "' is not installed; it is part of coreutils");
}

/// `env -C` changes the folder of the child alone (chdir here would change it for all threads);
/// `timeout --foreground` leaves the child in our process group, so that Ctrl-C reaches it.
static llvm::Expected<std::vector<std::string>> wrap(const std::vector<std::string> &command,
                                                     llvm::StringRef folder, unsigned seconds) {
  llvm::Expected<std::string> env = findBasic("env");
  if (!env)
    return env.takeError();
  llvm::Expected<std::string> timeout = findBasic("timeout");
  if (!timeout)
    return timeout.takeError();
  std::vector<std::string> all = {*env,     "-C",           folder.str(),           "LC_ALL=C",
                                  *timeout, "--foreground", std::to_string(seconds)};
  all.insert(all.end(), command.begin(), command.end());
  return all;
}

llvm::Expected<Outcome> run(const std::vector<std::string> &command, llvm::StringRef folder,
                            llvm::StringRef log, unsigned seconds) {
  llvm::Expected<std::vector<std::string>> all = wrap(command, folder, seconds);
  if (!all)
    return all.takeError();
  std::string logPath = (folder + "/" + log).str(), reason;
  llvm::SmallVector<llvm::StringRef, 32> arguments(all->begin(), all->end());
  llvm::Optional<llvm::StringRef> redirects[] = {llvm::StringRef(""), llvm::StringRef(logPath),
                                                 llvm::StringRef(logPath)};
  int status =
      llvm::sys::ExecuteAndWait(all->front(), arguments, llvm::None, redirects, 0, 0, &reason);
  if (support::stopRequested())
    return support::failure(support::Exit::Interrupted, "interrupted");
  if (status < 0)
    return support::environment("cannot run '" + command.front() + "': " + reason);
  if (status == 124)
    return support::environment("'" + command.front() + "' did not end within " +
                                std::to_string(seconds) + " s");
  llvm::Expected<std::string> output = support::readFile(logPath);
  if (!output)
    return output.takeError();
  return Outcome{status, std::move(*output)};
}

} // namespace pnasc::measure
