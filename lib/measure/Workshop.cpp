// SPDX-License-Identifier: Apache-2.0
#include "measure/Workshop.h"
#include "support/Error.h"
#include "support/Files.h"
#include "llvm/Support/Regex.h"

namespace pnasc::measure {

static void append(std::vector<std::string> &to, const std::vector<std::string> &from) {
  to.insert(to.end(), from.begin(), from.end());
}

/// Whether a compiler found fault with a source, which is a bug of the emitter; else it is the
/// compiler that fails: a full disk, a missing part, a limit of memory.
static bool blamesSource(const Outcome &outcome) {
  static const llvm::Regex place("(^|\n)[^ \n]+\\.[ch]:[0-9]+");
  return place.match(outcome.output) &&
         !llvm::StringRef(outcome.output).contains("internal compiler error");
}

llvm::Expected<Outcome> Workshop::run(const std::vector<std::string> &command,
                                      const std::string &log, unsigned seconds) const {
  return measure::run(command, request.scratchFolder, log, request.stop, seconds);
}

/// Warnings are errors in the library (docs/rationale.md, "What others may rely on"): one is a bug of
/// the emitter.
llvm::Error Workshop::compileOne(const std::string &source, bool library) {
  std::vector<std::string> command = {tools.compiler};
  append(command, target.flags);
  append(command, targets::sizeFlags());
  append(command, {"-fstack-usage", "-fcallgraph-info=su,da", "-Wall", "-Wextra"});
  if (library)
    append(command, {"-Wconversion", "-Wsign-conversion", "-Wshadow", "-Werror"});
  append(command, {"-c", source, "-o", objectOf(source)});
  llvm::Expected<Outcome> outcome = run(command, source + ".log");
  if (!outcome)
    return outcome.takeError();
  if (outcome->status != 0 && !blamesSource(*outcome))
    return toolFailed(tools.compiler, *outcome);
  if (outcome->status != 0)
    return support::failure(support::Exit::Internal, "'" + source + "' of model '" + request.name +
                                                         "' does not compile: " + outcome->head());
  return llvm::Error::success();
}

llvm::Error Workshop::compile() {
  for (const std::string &source : librarySources)
    if (llvm::Error error = compileOne(source, true))
      return error;
  std::vector<std::string> firmware = target.family->sources();
  append(firmware, {"exercise.c", "board.c", "vectors.c"});
  for (const std::string &source : firmware)
    if (llvm::Error error = compileOne(ours(source), false))
      return error;
  return llvm::Error::success();
}

llvm::Expected<Outcome> Workshop::link(const std::string &script, const std::string &image,
                                       const std::string &map,
                                       const std::vector<std::string> &firmware) {
  std::vector<std::string> command = {tools.compiler};
  append(command, target.flags);
  append(command,
         {"-nostartfiles", "-Wl,--gc-sections", "-Wl,--build-id=none", "-Wl,--no-warn-rwx-segments",
          "-Wl,-Map=" + map, "-Wl,-T," + script, "-o", image});
  for (const std::string &source : target.family->sources())
    command.push_back(ours(objectOf(source)));
  append(command, firmware);
  append(command, libraryObjects);
  return run(command, image + ".log");
}

/// Whether the linker found fault with what it was given; else it fails itself.
static bool blamesObjects(const Outcome &outcome) {
  for (const char *words : {"overflowed by", "will not fit", "undefined reference", "multiple def"})
    if (llvm::StringRef(outcome.output).contains(words))
      return true;
  return false;
}

llvm::Error Workshop::linkForEmulator() {
  if (llvm::Error error = support::writeFile(path(ours("emulator.ld")),
                                             emulatorScript(request.name, target, sizes())))
    return error;
  llvm::Expected<Outcome> outcome =
      link(ours("emulator.ld"), request.name + ".elf", request.name + ".map",
           {ours("exercise.o"), ours("vectors.o")});
  if (!outcome)
    return outcome.takeError();
  if (outcome->status != 0 && !blamesObjects(*outcome))
    return toolFailed(tools.compiler, *outcome);
  if (outcome->status != 0)
    return support::failure(support::Exit::Internal, "'" + request.name + "' does not link for '" +
                                                         target.machine.name +
                                                         "': " + outcome->head());
  return llvm::Error::success();
}

llvm::Expected<Transcript> Workshop::emulate() {
  std::vector<std::string> command = {tools.emulator, "-M", target.machine.name};
  append(command, target.family->emulatorOptions);
  append(command, {"-kernel", request.name + ".elf"});
  llvm::Expected<Outcome> outcome = run(command, "emulator.log", 3600);
  if (!outcome)
    return outcome.takeError();
  if (!saidAnything(outcome->output))
    return toolFailed(tools.emulator, *outcome);
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
      run({tools.objdump, "-t", "-d", "--no-show-raw-insn", request.name + ".elf"}, "objdump.log");
  if (!text)
    return text.takeError();
  if (text->status != 0 || !llvm::StringRef(text->output).contains("Disassembly of section"))
    return toolFailed(tools.objdump, *text); // functions without a frame would be none at all
  readDisassembly(text->output, *target.family, graph);
  return deepestStack(graph, request.name + "_invoke");
}

llvm::Expected<std::string> Workshop::linkForBoard(uint64_t stackBytes) {
  if (llvm::Error error =
          support::writeFile(path(ours("board.ld")),
                             boardScript(request.name, *target.family, request.board, stackBytes)))
    return error;
  llvm::Expected<Outcome> outcome =
      link(ours("board.ld"), ours("board.elf"), ours("board.map"), {ours("board.o")});
  if (!outcome)
    return outcome.takeError();
  if (outcome->status != 0 && !blamesObjects(*outcome))
    return toolFailed(tools.compiler, *outcome);
  return outcome->status == 0 ? std::string() : outcome->head();
}

llvm::Expected<std::vector<std::vector<int8_t>>> Workshop::runOnHost() {
  std::vector<std::string> command = {tools.hostCompiler, "-std=c99", "-O2",        "-Wall",
                                      "-Wextra",          "-o",       ours("host"), ours("host.c")};
  append(command, librarySources);
  llvm::Expected<Outcome> built = run(command, "host-build.log");
  if (!built)
    return built.takeError();
  if (built->status != 0 && !blamesSource(*built))
    return toolFailed(tools.hostCompiler, *built);
  llvm::Expected<Outcome> ran = run({"./" + ours("host")}, "host.log", 3600);
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
