// SPDX-License-Identifier: Apache-2.0
// Whatever a model is called, its C stands beside the pages of the firmware around it: names of
// those pages, of their functions and of kernels are as good as any other.
// LINK: pnasc_measure pnasc_emit pnasc_plan pnasc_lower pnasc_quantize
#include "Check.h"
#include "emit/Emit.h"
#include "ir/IntegerText.h"
#include "lower/Lower.h"
#include "measure/Measure.h"
#include "measure/Tools.h"
#include "plan/Plan.h"
#include "quantize/Reference.h"
#include "support/ModelName.h"
#include <cstdlib>
#include <filesystem>
#include <unistd.h>

using namespace pnasc;

/// A linear layer and a table behind it.
static ir::IntegerNetwork network() {
  ir::DeployGraph graph = llvm::cantFail(ir::DeployGraph::parse("deploy tiny\n"
                                                                "%0 : 2x1x1 \"in\"\n"
                                                                "%1 = linear(%0) {features=3} "
                                                                "\"classify\" : 3x1x1 \"out\"\n"
                                                                "return %1\n"));
  graph.core = "cortex-m7";
  lower::chooseKernels(graph);
  return llvm::cantFail(ir::parseIntegers(
      graph,
      "integers\n"
      "%0 scale 0.05 zero 0\n"
      "%1 scale 0.1 zero -3\n"
      "%1 weight [3,2] = [1, -2, 3, -4, 127, -127]\n"
      "%1 scales [3] = [0.01, 0.02, 0.03]\n"
      "%1 bias [3] = [0, 100, -100]\n",
      [](llvm::StringRef) -> llvm::Expected<std::string> { return std::string(); }));
}

static void run(const std::string &name, const std::string &folder) {
  const ir::IntegerNetwork integers = network();
  const ir::Schedule plan = plan::plan(integers.graph);
  emit::Vectors vectors;
  for (int v = 0; v < 8; ++v) {
    vectors.inputs.push_back({int8_t(31 * v - 100), int8_t(90 - 17 * v)});
    vectors.outputs.push_back(quantize::outputs(integers, vectors.inputs.back()));
  }
  const ir::Bundle bundle = llvm::cantFail(emit::emitC(integers, plan, name, vectors));
  ir::Board board;
  board.name = "bench";
  board.core = integers.graph.core;
  board.ram = {{"ram", 0x20000000, 65536, {}}};
  board.flash = {{"flash", 0x60000000, 65536, {}}};
  board.reservedRam = board.reservedFlash = 8192;
  llvm::Expected<ir::Measured> measured =
      measure::measure({bundle, name, integers, plan, board, vectors.inputs, vectors.outputs,
                        folder + "/out", folder + "/scratch"});
  if (!measured)
    std::cerr << "  " << name << ": " << llvm::toString(measured.takeError()) << "\n";
  if (!CHECK(measured && measured->vectors == 8 && measured->mismatches == 0 &&
             measured->hostMismatches == 0 && measured->fitsBoard))
    std::cerr << "  of a model called " << name << "\n";
}

int main() {
  for (const char *tool : {"arm-none-eabi-gcc", "qemu-system-arm"})
    if (llvm::Expected<std::string> found = measure::require(tool); !found) {
      skip(llvm::toString(found.takeError()));
      return report();
    }
  const char *base = std::getenv("TMPDIR");
  const std::string folder =
      std::string(base ? base : "/tmp") + "/pnasc-unit-names-" + std::to_string(getpid());
  for (const char *name :
       {"model", "firmware",    "machine",  "startup",       "exercise", "board",  "vectors",
        "host",  "semihosting", "selftest", "tiny_selftest", "run_at",   "invoke", "say",
        "arena", "context",     "linear",   "fault",         "reset",    "main"}) {
    CHECK_EQ(support::namingProblem(name), "");
    run(name, folder + "/" + name);
  }
  std::filesystem::remove_all(folder);
  return report();
}
