// SPDX-License-Identifier: Apache-2.0
// What every main does around its work, so that no place or limit makes a program crash.
#pragma once

#include "support/Stop.h"
#include "llvm/ADT/StringRef.h"
#include <functional>
#include <string>
#include <vector>

namespace pnasc::support {

/// Runs `work` on the arguments and gives the exit status of the process:
///  * signals that ask to stop set its `stop` from the first moment on;
///  * descriptors 0 to 2 are open, so that no data file gets one of their numbers;
///  * the stack is large, whatever `ulimit -s` says;
///  * no memory or no threads is an Environment failure in words;
///  * any other exception is a bug, told as one, with `please` ("report it with the spec");
///  * output that could not be written is an Environment failure.
int runProgram(llvm::StringRef name, llvm::StringRef please, int argc, char **argv,
               const std::function<int(const std::vector<std::string> &arguments,
                                       const StopFlag &stop)> &work);

} // namespace pnasc::support
