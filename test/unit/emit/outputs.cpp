// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_quantize_torch pnasc_lower pnasc_foreign pnasc_emit pnasc_measure
// Networks of several outputs: a map in the middle, a small head beside it, the classes. All of
// them live to the end, go into the QDQ file and back, and come out of the C and of the emulator as
// the integer reference has them.
#include "Check.h"
#include "Origins.h"
#include "catalogue/kernels/Kernel.h"
#include "emit/Catalogue.h"
#include "emit/Compile.h"
#include "measure/Measure.h"
#include "measure/Tools.h"
#include "onnx/Integer.h"
#include "plan/Plan.h"
#include "quantize/Quantize.h"
#include "torch/Executor.h"

using namespace pnasc;

namespace {

/// Classes, a box for each position, and the map that both read.
ir::Network heads() {
  catalogue::Builder b("heads", {3, 8, 6}, 4);
  const auto map = b.unit(b.conv(0, 8, {3, 3}, {1, 1, 1, 1}, {2, 2}));
  const auto box = b.add("sigmoid", {b.conv(map, 5, {1, 1}, {0, 0, 0, 0})});
  const auto classes = b.add("linear", {b.add("flatten", {map})}, {{"features", {4}}});
  b.network.outputs = {classes, box, map};
  return b.network;
}

const char *const program = R"(
#include "m.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define TRY(x) do { if (!(x)) { printf("%d: %s\n", __LINE__, #x); return 1; } } while (0)
int main(void) {
  static int8_t in[M_INPUT_BYTES] = {5, -7, 100}, out[M_OUTPUTS_BYTES];
  void *const arena = malloc(M_ARENA_BYTES);
  m_context c, fresh = {NULL, 0};
  TRY(M_OUTPUTS == 3 && M_OUTPUTS_BYTES == 4 + 5 * 12 + 8 * 12);
  TRY(M_OUTPUT_BYTES == 4 && M_OUTPUT2_BYTES == 60 && M_OUTPUT3_BYTES == 96);
  TRY(M_OUTPUT2_HEIGHT == 4 && M_OUTPUT2_WIDTH == 3 && M_OUTPUT2_CHANNELS == 5);
  TRY(M_OUTPUT2_ZERO_POINT == -128 && M_OUTPUT2_SCALE < 0.004f); /* a share of 1 */
  TRY(m_output2(&fresh) == NULL && m_output3(NULL) == NULL);
  TRY(m_init(&c, arena, M_ARENA_BYTES) == M_OK);
  TRY(m_run(&c, in, out) == M_OK);
  TRY(memcmp(out, m_output(&c), 4) == 0 && memcmp(out + 4, m_output2(&c), 60) == 0);
  TRY(memcmp(out + 64, m_output3(&c), 96) == 0);
  TRY(m_selftest(arena, M_ARENA_BYTES) == 0);
  free(arena);
  return 0;
}
)";

void onHost(const ir::Bundle &bundle) {
  compile::Folder folder;
  folder.write(bundle);
  folder.write("main.c", program);
  CHECK(folder.run("cc -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all" +
                   std::string(compile::Warnings) + "*.c -o main && ./main"));
}

void onEmulator(const ir::IntegerNetwork &network, const ir::Schedule &plan,
                const ir::Bundle &bundle, const emit::Vectors &vectors) {
  ir::Board board;
  board.name = "bench";
  board.core = network.graph.core;
  board.ram = {{"ram", 0x20000000, 65536, {}}};
  board.flash = {{"flash", 0x60000000, 65536, {}}};
  board.reservedRam = board.reservedFlash = 8192;
  compile::Folder folder;
  const measure::Request request{bundle,
                                 "m",
                                 network,
                                 plan,
                                 board,
                                 vectors.inputs,
                                 vectors.outputs,
                                 folder.path + "/out",
                                 folder.path + "/scratch"};
  auto measured = measure::measure(request);
  if (!CHECK(bool(measured))) {
    std::cerr << llvm::toString(measured.takeError()) << "\n";
    return;
  }
  CHECK_EQ(measured->mismatches + measured->hostMismatches, 0u);
  CHECK_EQ(measured->arenaBytes, plan.arenaBytes);
  const uint64_t told = kernels::romBytes(network.graph);
  if (!CHECK(told >= measured->romBytes))
    std::cerr << "  ROM " << told << " told, " << measured->romBytes << " linked\n";
}

/// A wrong byte in the last output is seen.
void selftestSees(const ir::IntegerNetwork &network, const ir::Schedule &plan,
                  emit::Vectors vectors) {
  vectors.outputs[1].back() = int8_t(vectors.outputs[1].back() ^ 1);
  compile::Folder folder;
  folder.write(llvm::cantFail(emit::emitC(network, plan, "m", vectors)));
  folder.write("main.c", "#include \"m.h\"\nstatic int32_t arena[M_ARENA_BYTES];\nint main(void) { "
                         "return m_selftest(arena, sizeof arena) != 2; }\n");
  CHECK(folder.run("cc -O1 *.c -o main && ./main"));
}

} // namespace

int main() {
  torch::init();
  const ir::Network network = heads();
  CHECK_EQ(ops::verify(network), "");
  const ir::DeployGraph graph = lower::lower(network, "cortex-m4");
  CHECK_EQ(graph.outputs.size(), 3u);
  auto quantised = quantize::ptqOnNoise(networks::filled(network, 3), graph, 3);
  if (!CHECK(bool(quantised)))
    return report();
  const std::string bytes = llvm::cantFail(onnx::writeInteger(*quantised, {}));
  ir::IntegerNetwork integers = llvm::cantFail(onnx::readInteger(bytes));
  lower::chooseKernels(integers.graph);
  CHECK_EQ(textWithoutOrigins(integers.graph), textWithoutOrigins(quantised->graph));
  CHECK(integers.graph.outputs == graph.outputs);
  const ir::Schedule plan = plan::plan(integers.graph);
  CHECK_EQ(plan::verify(integers.graph, plan), "");
  const emit::Vectors vectors = catalogue::vectors(integers, 5);
  CHECK_EQ(vectors.outputs[0].size(), 160u);
  CHECK_EQ(quantize::output(integers, vectors.inputs[0]).size(), 4u);
  const ir::Bundle bundle = llvm::cantFail(emit::emitC(integers, plan, "m", vectors));
  onHost(bundle);
  selftestSees(integers, plan, vectors);
  for (const char *tool : {"arm-none-eabi-gcc", "qemu-system-arm"})
    if (auto found = measure::require(tool); !found) {
      skip(llvm::toString(found.takeError()));
      return report();
    }
  onEmulator(integers, plan, bundle, vectors);
  return report();
}
