// SPDX-License-Identifier: Apache-2.0
#include "measure/Measure.h"
#include "measure/Map.h"
#include "measure/Workshop.h"
#include "support/Error.h"
#include "support/Files.h"
#include <cmath>

namespace pnasc::measure {

using Outputs = std::vector<std::vector<int8_t>>;

/// Bytes that differ; a missing output counts whole.
static uint64_t differing(const Outputs &seen, const Outputs &expected, size_t count) {
  uint64_t bytes = 0;
  for (size_t i = 0; i < count; ++i) {
    const bool comparable = i < seen.size() && seen[i].size() == expected[i].size();
    for (size_t j = 0; j < expected[i].size(); ++j)
      bytes += !comparable || seen[i][j] != expected[i][j];
  }
  return bytes;
}

/// Promises of the library that no figure of the report could carry: a breach is a bug of ours.
static std::string broken(const Transcript &transcript, const Linked &linked, uint64_t stackBytes) {
  if (linked.staticBytes != 0)
    return "it has " + std::to_string(linked.staticBytes) + " bytes of writable statics";
  if (transcript.number("refused-short") != 1)
    return "m_init takes an arena that is one byte short";
  if (transcript.number("refused-misaligned") != 1)
    return "m_init takes a misaligned arena";
  if (transcript.outputs.empty() || transcript.run != transcript.outputs.front())
    return "m_run and m_invoke disagree";
  if (transcript.number("stack") > stackBytes)
    return "m_invoke used " + std::to_string(transcript.number("stack")) +
           " bytes of stack; its call graph allows " + std::to_string(stackBytes);
  return "";
}

static void readTranscriptInto(ir::Measured &measured, const Transcript &transcript,
                               const targets::Target &target) {
  measured.arenaBytes = transcript.number("arena");
  measured.contextBytes = transcript.number("context");
  // -icount shift=0: the emulator's clock moves one nanosecond an instruction, its timer counterHz
  // times in 10^9 of them.
  const double instructionsPerTick = 1e9 / double(target.machine.counterHz);
  measured.instructions =
      uint64_t(std::llround(double(transcript.number("ticks")) * instructionsPerTick));
  // The highest byte touched is the arena's last, but for what rounding its size up to the
  // alignment may have added.
  measured.arenaExact =
      transcript.number("outside") == 0 &&
      transcript.number("touched") + transcript.number("align") > measured.arenaBytes;
}

static llvm::Error keep(const Workshop &workshop, const Request &request) {
  for (const char *suffix : {".elf", ".map"}) {
    const std::string file = request.name + suffix;
    llvm::Expected<std::string> bytes = support::readFile(workshop.path(file));
    if (!bytes)
      return bytes.takeError();
    if (llvm::Error error = support::writeFile(request.outputFolder + "/firmware/" + file, *bytes))
      return error;
  }
  return llvm::Error::success();
}

static llvm::Error onEmulator(Workshop &workshop, const Request &request, ir::Measured &measured) {
  llvm::Expected<std::string> map = support::readFile(workshop.path(request.name + ".map"));
  if (!map)
    return map.takeError();
  const Linked linked = readMap(*map, workshop.objects());
  llvm::Expected<uint64_t> stack = workshop.stackBytes();
  if (!stack)
    return stack.takeError();
  llvm::Expected<Transcript> transcript = workshop.emulate();
  if (!transcript)
    return transcript.takeError();
  if (std::string why = broken(*transcript, linked, *stack); !why.empty())
    return support::failure(support::Exit::Internal, "model '" + request.name + "': " + why);
  measured.romBytes = linked.constantBytes;
  measured.stackBytes = *stack;
  measured.vectors = workshop.vectors();
  measured.mismatches = differing(transcript->outputs, request.expected, workshop.vectors());
  readTranscriptInto(measured, *transcript, workshop.emulated());
  return llvm::Error::success();
}

static llvm::Error onHost(Workshop &workshop, const Request &request, ir::Measured &measured) {
  llvm::Expected<Outputs> outputs = workshop.runOnHost();
  if (!outputs)
    return outputs.takeError();
  measured.hostMismatches = differing(*outputs, request.expected, workshop.vectors());
  return llvm::Error::success();
}

static llvm::Error onBoard(Workshop &workshop, ir::Measured &measured) {
  llvm::Expected<std::string> words = workshop.linkForBoard(measured.stackBytes);
  if (!words)
    return words.takeError();
  measured.fitsBoard = words->empty();
  measured.boardMessage = *words;
  return llvm::Error::success();
}

llvm::Expected<ir::Measured> measure(const Request &request) {
  llvm::Expected<Workshop> workshop = Workshop::open(request);
  if (!workshop)
    return workshop.takeError();
  ir::Measured measured;
  measured.core = request.board.core;
  measured.machine = workshop->emulated().machine.name;
  if (llvm::Error error = workshop->compile())
    return error;
  if (llvm::Error error = workshop->linkForEmulator())
    return error;
  if (llvm::Error error = onEmulator(*workshop, request, measured))
    return error;
  if (llvm::Error error = onHost(*workshop, request, measured))
    return error;
  if (llvm::Error error = onBoard(*workshop, measured))
    return error;
  if (llvm::Error error = keep(*workshop, request))
    return error;
  return measured;
}

} // namespace pnasc::measure
