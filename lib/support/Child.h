// SPDX-License-Identifier: Apache-2.0
// Programs that we start. None outlives us: each leads a process group of its own, which is ended
// when the user stops the run, when its time is over, and when this process dies in whatever way.
#pragma once

#include "support/Stop.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace pnasc::support {

struct Child {
  std::vector<std::string> command; ///< the first entry is a path; no shell sees it
  std::string folder;               ///< where it works
  std::string log;                  ///< path of the file that takes stdout and stderr
  unsigned seconds = 900;           ///< a guard against hanging, not a measurement
  const StopFlag *stop = nullptr;   ///< ends it
};

/// Runs it to its end with LC_ALL=C and an empty stdin; gives the exit status. Environment failure
/// where it cannot be started, takes too long or is ended by a signal that we did not send;
/// Interrupted where the user stops the run meanwhile.
llvm::Expected<int> runChild(const Child &child);

/// Ends all groups at once; for the handler of a second signal, so nothing here may allocate.
void killChildren();

} // namespace pnasc::support
