// SPDX-License-Identifier: Apache-2.0
#include "driver/Handover.h"
#include "support/Error.h"
#include "support/Parallel.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace pnasc::driver {

static std::vector<std::string> remembered;

void rememberArguments(const std::vector<std::string> &arguments) { remembered = arguments; }

bool needsTorch(const Options &options) {
  if (options.stopAfter <= Stage::Narrow)
    return false;
  if (!options.genome || !options.output.empty())
    return true;
  // --genome without -o prints: shapes need no weights, models do.
  for (const std::string &kind : options.emit)
    if (kind == "onnx" || kind == "c")
      return true;
  return false;
}

llvm::Error handOver() {
  static int anchor;
  llvm::SmallString<256> program(llvm::sys::fs::getMainExecutable("pnasc", &anchor));
  llvm::sys::path::remove_filename(program);
  llvm::sys::path::append(program, "pnasc-run");
  std::vector<char *> argv = {program.data()};
  program.push_back('\0');
  argv[0] = program.data();
  for (std::string &argument : remembered)
    argv.push_back(argument.data());
  argv.push_back(nullptr);
  // It takes half a second to load: a signal in between waits until its handler is there.
  support::holdStopSignals(true);
  if (!support::stopRequested())
    ::execv(argv[0], argv.data());
  const int code = errno;
  support::holdStopSignals(false);
  if (support::stopRequested())
    return support::failure(support::Exit::Interrupted, "interrupted");
  return support::environment("cannot start '" + std::string(argv[0]) +
                              "': " + std::strerror(code));
}

} // namespace pnasc::driver
