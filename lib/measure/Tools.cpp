// SPDX-License-Identifier: Apache-2.0
#include "measure/Tools.h"
#include "support/Error.h"
#include "llvm/Support/Program.h"

namespace pnasc::measure {

static std::string find(llvm::StringRef name) {
  llvm::ErrorOr<std::string> path = llvm::sys::findProgramByName(name);
  return path ? *path : "";
}

std::vector<Tool> tools() {
  std::vector<Tool> all = {
      {"arm-none-eabi-gcc", "gcc-arm-none-eabi", "linked firmware and its ROM, RAM and stack", ""},
      {"arm-none-eabi-objdump", "binutils-arm-none-eabi", "stack figure of C library functions",
       ""},
      {"qemu-system-arm", "qemu-system-arm", "run of the firmware: outputs, arena, instructions",
       ""},
      {"gcc", "gcc", "host build that the firmware is compared with", ""},
      {"clang", "clang", "second C compiler over the emitted library, in tests", ""},
      {"chromium", "chromium", "look at report.html without a screen, in tests", ""},
      {"node", "nodejs", "run of the report's scripts, in tests", ""},
      {"sqlite3", "sqlite3", "look into study.db by hand, and in tests", ""},
      {"python3", "python3", "run of the tests (lit)", ""}};
  for (Tool &tool : all)
    tool.found = find(tool.name);
  return all;
}

llvm::Expected<std::string> require(llvm::StringRef name) {
  for (const Tool &tool : tools())
    if (tool.name == name && !tool.found.empty())
      return tool.found;
    else if (tool.name == name)
      return support::environment("'" + tool.name + "' is not installed; it is needed for the " +
                                  tool.neededFor + "; install the package '" + tool.package + "'");
  return support::environment("'" + name.str() + "' is not a tool that pnasc knows");
}

} // namespace pnasc::measure
