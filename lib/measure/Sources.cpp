// SPDX-License-Identifier: Apache-2.0
// The files of the scratch folder: the library as emitted, the firmware's pages, the test vectors.
#include "measure/Workshop.h"
#include "support/Error.h"
#include "support/Files.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"
#include <algorithm>

namespace pnasc::measure {

static const std::vector<targets::Page> pages = {
#include "FirmwarePages.inc"
};

uint64_t Workshop::inputBytes() const { return request.network.graph.tensors.front().bytes(); }

uint64_t Workshop::outputBytes() const {
  const ir::DeployGraph &graph = request.network.graph;
  uint64_t bytes = 0;
  for (uint32_t output : graph.outputs)
    bytes += graph.tensors[output].bytes();
  return bytes;
}

Sizes Workshop::sizes() const {
  Sizes sizes{0, request.plan.arenaBytes};
  for (const ir::IntegerValues &values : request.network.values)
    sizes.weightBytes += values.weight.data.size() + 12 * values.bias.size();
  return sizes;
}

/// Copies the outputs one after another, as m_run does.
static std::string outputsFunction(const ir::DeployGraph &graph) {
  std::string text =
      "static inline void Model_outputs(const Model_context *context, int8_t *to) {\n";
  for (size_t i = 0; i < graph.outputs.size(); ++i) {
    const std::string bytes = std::to_string(graph.tensors[graph.outputs[i]].bytes()) + "u";
    text += llvm::formatv("  memcpy(to, Model_output{0}(context), {1});\n  to += {1};\n",
                          i ? std::to_string(i + 1) : "", bytes);
  }
  return text + "  (void)to;\n}\n";
}

/// The pages under firmware/ say Model_x, which no library does; this header says what that is.
static std::string modelHeader(const std::string &name, uint64_t inputBytes, uint64_t outputBytes,
                               const ir::DeployGraph &graph) {
  std::string upper = llvm::StringRef(name).upper(), text;
  text += "#ifndef PNASC_MODEL_H\n#define PNASC_MODEL_H\n#include \"../" + name +
          ".h\"\n#include <string.h>\n";
  for (const char *macro : {"ARENA_BYTES", "ARENA_ALIGN"})
    text += llvm::formatv("#define Model_{0} {1}_{0}\n", macro, upper);
  text += "#define Model_INPUT_BYTES " + std::to_string(inputBytes) + "u\n";
  text += "#define Model_OUTPUT_BYTES " + std::to_string(outputBytes) + "u\n";
  for (const char *function : {"context", "init", "input", "output", "invoke", "run"})
    text += llvm::formatv("#define Model_{0} {1}_{0}\n", function, name);
  for (size_t i = 2; i <= graph.outputs.size(); ++i)
    text += llvm::formatv("#define Model_output{0} {1}_output{0}\n", std::to_string(i), name);
  return text + outputsFunction(graph) + "#endif\n";
}

llvm::Error Workshop::writeLibrary() {
  for (const auto &[file, bytes] : request.c) {
    llvm::StringRef base = llvm::sys::path::filename(file);
    const bool source = base.endswith(".c");
    // The self-test and other pages of the bundle are the user's; they are no part of the image.
    if (!(source || base.endswith(".h")) || !base.startswith(request.name) ||
        base == request.name + "_selftest.c")
      continue;
    if (llvm::Error error = support::writeFile(path(base), bytes))
      return error;
    if (source) {
      librarySources.push_back(base.str());
      libraryObjects.push_back((base.drop_back(1) + "o").str());
    }
  }
  if (librarySources.empty())
    return support::failure(support::Exit::Internal,
                            "the bundle of '" + request.name + "' has no C source");
  return llvm::Error::success();
}

llvm::Error Workshop::writeFirmware() {
  for (const std::vector<targets::Page> &list : {pages, target.family->pages})
    for (const targets::Page &page : list)
      if (llvm::Error error = support::writeFile(path(ours(page.name)), page.text))
        return error;
  return support::writeFile(
      path(ours("model.h")),
      modelHeader(request.name, inputBytes(), outputBytes(), request.network.graph));
}

static llvm::Expected<std::string> joined(const std::vector<std::vector<int8_t>> &rows,
                                          size_t count, uint64_t each, const char *what) {
  std::string bytes;
  for (size_t i = 0; i < count; ++i) {
    if (rows[i].size() != each)
      return support::failure(support::Exit::Internal, what + (" " + std::to_string(i)) + " has " +
                                                           std::to_string(rows[i].size()) +
                                                           " bytes, the model's has " +
                                                           std::to_string(each));
    bytes.append(rows[i].begin(), rows[i].end());
  }
  return bytes;
}

/// The assembler takes the vectors in as they are: as C text they would be half a megabyte of
/// digits.
static std::string vectorPage(size_t count) {
  return R"(__asm__(
    ".section .test_vectors,\"a\",%progbits\n"
    ".balign 16\n.global test_count\ntest_count: .word )" +
         std::to_string(count) + R"(\n"
    ".global test_inputs\ntest_inputs: .incbin \"inputs.bin\"\n"
    ".global test_expected\ntest_expected: .incbin \"expected.bin\"\n.text\n");
)";
}

/// As many vectors as the emulator's large memory takes beside what a large model puts there.
llvm::Error Workshop::writeVectors() {
  if (request.inputs.empty() || request.inputs.size() != request.expected.size())
    return support::failure(support::Exit::Internal, "no test vectors, or not one output for each");
  const uint64_t each = inputBytes() + outputBytes();
  const uint64_t taken = sizes().weightBytes + sizes().arenaBytes + 65536;
  const uint64_t room = target.machine.bulk.bytes > taken ? target.machine.bulk.bytes - taken : 0;
  vectorCount = std::min<uint64_t>(request.inputs.size(), room / each);
  if (vectorCount == 0)
    return support::environment("the emulated machine '" + target.machine.name +
                                "' has too little memory for '" + request.name + "'");
  llvm::Expected<std::string> inputs = joined(request.inputs, vectorCount, inputBytes(), "input");
  if (!inputs)
    return inputs.takeError();
  llvm::Expected<std::string> expected =
      joined(request.expected, vectorCount, outputBytes(), "output");
  if (!expected)
    return expected.takeError();
  if (llvm::Error error = support::writeFile(path("inputs.bin"), *inputs))
    return error;
  if (llvm::Error error = support::writeFile(path("expected.bin"), *expected))
    return error;
  return support::writeFile(path(ours("vectors.c")), vectorPage(vectorCount));
}

llvm::Expected<Workshop> Workshop::open(const Request &request) {
  const targets::Target *target = targets::find(request.board.core);
  if (!target || target->machine.name.empty())
    return support::environment("no emulator is known for the core '" + request.board.core + "'");
  llvm::Expected<Toolbox> tools = findTools(*target);
  if (!tools)
    return tools.takeError();
  Workshop workshop(request, *target);
  workshop.tools = *tools;
  if (llvm::Error error = support::makeFolder(workshop.path(ours(""))))
    return error;
  llvm::Error (Workshop::*const steps[])() = {&Workshop::writeLibrary, &Workshop::writeFirmware,
                                              &Workshop::writeVectors};
  for (auto step : steps)
    if (llvm::Error error = (workshop.*step)())
      return error;
  return workshop;
}

} // namespace pnasc::measure
