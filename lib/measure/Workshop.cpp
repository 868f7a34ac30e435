// SPDX-License-Identifier: Apache-2.0
#include "measure/Workshop.h"
#include "measure/Tools.h"
#include "support/Error.h"
#include "support/Files.h"

namespace pnasc::measure {

/// One instruction advances the emulator's clock by one nanosecond, so SysTick counts instructions.
static const std::vector<std::string> emulatorOptions = {"-nographic",
                                                         "-monitor",
                                                         "none",
                                                         "-serial",
                                                         "none",
                                                         "-semihosting-config",
                                                         "enable=on,target=native",
                                                         "-icount",
                                                         "shift=0"};

static void append(std::vector<std::string> &to, const std::vector<std::string> &from) {
  to.insert(to.end(), from.begin(), from.end());
}

llvm::Error Workshop::findTools() {
  const std::pair<const char *, std::string *> wanted[] = {{"arm-none-eabi-gcc", &armGcc},
                                                           {"arm-none-eabi-objdump", &objdump},
                                                           {"qemu-system-arm", &qemu},
                                                           {"gcc", &hostGcc}};
  for (const auto &[tool, place] : wanted) {
    llvm::Expected<std::string> found = require(tool);
    if (!found)
      return found.takeError();
    *place = *found;
  }
  return support::makeFolder(request.scratchFolder);
}

/// Warnings are errors in the library (docs/rationale.md, "What others may rely on"): one is a bug of
/// the emitter.
llvm::Error Workshop::compileOne(const std::string &source, bool library) {
  std::vector<std::string> command = {armGcc};
  append(command, core.flags);
  append(command, cores::sizeFlags());
  append(command, {"-fstack-usage", "-fcallgraph-info=su,da", "-Wall", "-Wextra"});
  if (library)
    append(command, {"-Wconversion", "-Wsign-conversion", "-Wshadow", "-Werror"});
  append(command, {"-c", source});
  llvm::Expected<Outcome> outcome = run(command, request.scratchFolder, source + ".log");
  if (!outcome)
    return outcome.takeError();
  if (outcome->status != 0)
    return support::failure(support::Exit::Internal, "'" + source + "' of model '" + request.name +
                                                         "' does not compile: " + outcome->head());
  return llvm::Error::success();
}

llvm::Error Workshop::compile() {
  for (const std::string &source : librarySources)
    if (llvm::Error error = compileOne(source, true))
      return error;
  for (const char *source : {"startup.c", "exercise.c", "board.c", "vectors.c"})
    if (llvm::Error error = compileOne(source, false))
      return error;
  return llvm::Error::success();
}

llvm::Expected<Outcome> Workshop::link(const std::string &script, const std::string &image,
                                       const std::string &map,
                                       const std::vector<std::string> &firmware) {
  std::vector<std::string> command = {armGcc};
  append(command, core.flags);
  append(command,
         {"-nostartfiles", "-Wl,--gc-sections", "-Wl,--build-id=none", "-Wl,--no-warn-rwx-segments",
          "-Wl,-Map=" + map, "-Wl,-T," + script, "-o", image});
  append(command, firmware);
  append(command, libraryObjects);
  return run(command, request.scratchFolder, image + ".log");
}

llvm::Error Workshop::linkForEmulator() {
  if (llvm::Error error =
          support::writeFile(path("emulator.ld"), emulatorScript(request.name, core, sizes())))
    return error;
  llvm::Expected<Outcome> outcome =
      link("emulator.ld", request.name + ".elf", request.name + ".map",
           {"startup.o", "exercise.o", "vectors.o"});
  if (!outcome)
    return outcome.takeError();
  if (outcome->status != 0)
    return support::failure(support::Exit::Internal, "'" + request.name + "' does not link for '" +
                                                         core.machine + "': " + outcome->head());
  return llvm::Error::success();
}

llvm::Expected<Transcript> Workshop::emulate() {
  std::vector<std::string> command = {qemu, "-M", core.machine};
  append(command, emulatorOptions);
  append(command, {"-kernel", request.name + ".elf"});
  llvm::Expected<Outcome> outcome = run(command, request.scratchFolder, "emulator.log", 3600);
  if (!outcome)
    return outcome.takeError();
  return readTranscript(outcome->output);
}

llvm::Expected<uint64_t> Workshop::stackBytes() {
  CallGraph graph;
  for (const std::string &object : libraryObjects) {
    llvm::Expected<std::string> ci =
        support::readFile(path(llvm::StringRef(object).drop_back(1).str() + "ci"));
    if (!ci)
      return ci.takeError();
    readCallGraphInfo(*ci, graph);
  }
  llvm::Expected<Outcome> text =
      run({objdump, "-t", "-d", "--no-show-raw-insn", request.name + ".elf"}, request.scratchFolder,
          "objdump.log");
  if (!text)
    return text.takeError();
  readDisassembly(text->output, graph);
  return deepestStack(graph, request.name + "_invoke");
}

llvm::Expected<std::string> Workshop::linkForBoard(uint64_t stackBytes) {
  if (llvm::Error error = support::writeFile(path("board.ld"),
                                             boardScript(request.name, request.board, stackBytes)))
    return error;
  llvm::Expected<Outcome> outcome =
      link("board.ld", "board.elf", "board.map", {"startup.o", "board.o"});
  if (!outcome)
    return outcome.takeError();
  return outcome->status == 0 ? std::string() : outcome->head();
}

llvm::Expected<std::vector<std::vector<int8_t>>> Workshop::runOnHost() {
  std::vector<std::string> command = {hostGcc,   "-std=c99", "-O2",  "-Wall",
                                      "-Wextra", "-o",       "host", "host.c"};
  append(command, librarySources);
  llvm::Expected<Outcome> built = run(command, request.scratchFolder, "host-build.log");
  if (!built)
    return built.takeError();
  llvm::Expected<Outcome> ran = run({"./host"}, request.scratchFolder, "host.log", 3600);
  if (!ran)
    return ran.takeError();
  if (built->status != 0 || ran->status != 0)
    return support::failure(support::Exit::Internal, "the host program of '" + request.name +
                                                         "' fails: " + built->head() + ran->head());
  llvm::Expected<std::string> bytes = support::readFile(path("host-outputs.bin"));
  if (!bytes)
    return bytes.takeError();
  std::vector<std::vector<int8_t>> outputs;
  for (size_t at = 0; at + outputBytes() <= bytes->size(); at += outputBytes())
    outputs.emplace_back(bytes->begin() + int64_t(at),
                         bytes->begin() + int64_t(at + outputBytes()));
  return outputs;
}

} // namespace pnasc::measure
