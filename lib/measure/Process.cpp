// SPDX-License-Identifier: Apache-2.0
#include "measure/Process.h"
#include "support/Child.h"
#include "support/Error.h"
#include "support/Files.h"
#include "llvm/ADT/SmallVector.h"

namespace pnasc::measure {

std::string Outcome::head(unsigned lines) const {
  llvm::SmallVector<llvm::StringRef, 16> all;
  llvm::StringRef(output).split(all, '\n', -1, false);
  std::string text;
  for (size_t i = 0; i < all.size() && i < lines; ++i)
    text += (i ? "\n  " : "") + all[i].rtrim().str();
  return text;
}

llvm::Expected<Outcome> run(const std::vector<std::string> &command, llvm::StringRef folder,
                            llvm::StringRef log, const support::StopFlag *stop, unsigned seconds) {
  const std::string logPath = (folder + "/" + log).str();
  llvm::Expected<int> status = support::runChild({command, folder.str(), logPath, seconds, stop});
  if (!status)
    return status.takeError();
  llvm::Expected<std::string> output = support::readFile(logPath);
  if (!output)
    return output.takeError();
  return Outcome{*status, std::move(*output)};
}

llvm::Error toolFailed(llvm::StringRef program, const Outcome &outcome) {
  std::string words = "'" + program.str() + "' fails with status " + std::to_string(outcome.status);
  if (!outcome.output.empty())
    words += ": " + outcome.head();
  return support::environment(std::move(words));
}

} // namespace pnasc::measure
