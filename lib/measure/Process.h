// SPDX-License-Identifier: Apache-2.0
// Running a program in a folder of its own. No shell: arguments travel as they are.
#pragma once

#include "support/Stop.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace pnasc::measure {

struct Outcome {
  int status = 0;
  std::string output; ///< stdout and stderr together
  /// The first lines of the output, for messages.
  std::string head(unsigned lines = 4) const;
};

/// Runs `command` (its first entry is a path) with `folder` as working directory and LC_ALL=C, so
/// that only relative paths get into what it writes. The output is also kept as <folder>/<log>.
/// A failure is that the program could not be started, that it ran longer than `seconds` (a guard
/// against hanging, not a measurement), or that `stop` ended it; an exit status is no failure.
llvm::Expected<Outcome> run(const std::vector<std::string> &command, llvm::StringRef folder,
                            llvm::StringRef log, const support::StopFlag *stop,
                            unsigned seconds = 900);

/// An Environment failure: what a program said where it failed through no fault of its input.
llvm::Error toolFailed(llvm::StringRef program, const Outcome &outcome);

} // namespace pnasc::measure
