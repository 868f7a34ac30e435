// SPDX-License-Identifier: Apache-2.0
#include "measure/Tools.h"
#include "measure/Process.h"
#include "support/Error.h"
#include "support/Files.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Program.h"

namespace pnasc::measure {

/// Absolute, since programs run in folders of their own and PATH may hold relative ones.
static std::string find(llvm::StringRef name) {
  llvm::ErrorOr<std::string> path = llvm::sys::findProgramByName(name);
  if (!path)
    return "";
  llvm::SmallString<128> absolute(*path);
  return llvm::sys::fs::make_absolute(absolute) ? "" : absolute.str().str();
}

std::vector<Tool> tools() {
  std::vector<Tool> all;
  const auto add = [&all](const targets::Program &program, const char *neededFor) {
    all.push_back({program.name, program.package, neededFor, ""});
  };
  for (const targets::Family *family : targets::families()) {
    add(family->compiler, "linked firmware and its ROM, RAM and stack");
    add(family->objdump, "stack figure of C library functions");
    add(family->emulator, "run of the firmware: outputs, arena, instructions");
  }
  add({"gcc", "gcc"}, "host build that the firmware is compared with");
  add({"clang", "clang"}, "second C compiler over the emitted library, in tests");
  add({"chromium", "chromium"}, "look at report.html without a screen, in tests");
  add({"node", "nodejs"}, "run of the report's scripts, in tests");
  add({"sqlite3", "sqlite3"}, "look into study.db by hand, and in tests");
  add({"python3", "python3"}, "run of the tests (lit)");
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

llvm::Expected<Toolbox> findTools(const targets::Target &target) {
  Toolbox box;
  const std::pair<std::string, std::string *> wanted[] = {
      {target.family->compiler.name, &box.compiler},
      {target.family->objdump.name, &box.objdump},
      {target.family->emulator.name, &box.emulator},
      {"gcc", &box.hostCompiler}};
  for (const auto &[tool, place] : wanted) {
    llvm::Expected<std::string> found = require(tool);
    if (!found)
      return found.takeError();
    *place = *found;
  }
  return box;
}

static llvm::Error tryOne(const std::vector<std::string> &command, const std::string &folder,
                          const support::StopFlag *stop) {
  llvm::Expected<Outcome> outcome = run(command, folder, "try.log", stop, 60);
  if (!outcome)
    return outcome.takeError();
  return outcome->status == 0 ? llvm::Error::success() : toolFailed(command.front(), *outcome);
}

static llvm::Error tryAll(const targets::Target &target, const Toolbox &box,
                          const std::string &folder, const support::StopFlag *stop) {
  if (llvm::Error error =
          support::writeFile(folder + "/try.c", "int main(void) { return 0; }\n"))
    return error;
  std::vector<std::string> compile = {box.compiler};
  compile.insert(compile.end(), target.flags.begin(), target.flags.end());
  compile.insert(compile.end(), {"-c", "try.c"});
  for (const std::vector<std::string> &command :
       {compile, {box.objdump, "-d", "try.o"}, {box.emulator, "--version"},
        {box.hostCompiler, "-o", "try", "try.c"}})
    if (llvm::Error error = tryOne(command, folder, stop))
      return error;
  return llvm::Error::success();
}

llvm::Error tryTools(const targets::Target &target, const support::StopFlag *stop) {
  llvm::Expected<Toolbox> box = findTools(target);
  if (!box)
    return box.takeError();
  llvm::SmallString<128> folder;
  if (std::error_code code = llvm::sys::fs::createUniqueDirectory("pnasc", folder))
    return support::environment("cannot make a scratch folder: " + code.message());
  llvm::Error error = tryAll(target, *box, folder.str().str(), stop);
  llvm::sys::fs::remove_directories(folder);
  return error;
}

} // namespace pnasc::measure
