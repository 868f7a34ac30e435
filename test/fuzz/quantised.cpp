// SPDX-License-Identifier: Apache-2.0
// libFuzzer's way from int8 model files to C; test/fuzz/run builds and runs it. What is read as an
// integer network is planned, run by the integer reference and written as C, or refused in words.
#include "catalogue/kernels/Refusal.h"
#include "emit/Emit.h"
#include "foreign/Read.h"
#include "lower/Lower.h"
#include "plan/Plan.h"
#include "quantize/Reference.h"
#include <cstdio>
#include <cstdlib>

using namespace pnasc;

namespace {

void require(bool kept, const char *promise) {
  if (kept)
    return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

/// What a network costs to run here grows with this; larger ones are planned alone.
bool isSmall(const ir::DeployGraph &graph) {
  uint64_t elements = 0;
  for (const auto &tensor : graph.tensors)
    elements += uint64_t(tensor.shape.elements());
  return elements < 20000;
}

void toC(ir::IntegerNetwork network) {
  network.graph.core = "cortex-m4";
  lower::chooseKernels(network.graph);
  if (!kernels::refusal(network.graph).empty())
    return;
  const ir::Schedule plan = plan::plan(network.graph);
  require(plan::verify(network.graph, plan).empty(), "a plan is sound");
  emit::Vectors vectors;
  if (isSmall(network.graph)) {
    vectors.inputs.push_back(
        std::vector<int8_t>(size_t(network.graph.tensors[0].shape.elements()), 3));
    vectors.outputs.push_back(quantize::outputs(network, vectors.inputs.back()));
  }
  if (auto c = emit::emitC(network, plan, "fuzzed", vectors); !c)
    require(!llvm::toString(c.takeError()).empty(), "an error says what is wrong");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  auto network = foreign::readInteger({reinterpret_cast<const char *>(data), size});
  if (network)
    toC(std::move(*network));
  else
    require(!llvm::toString(network.takeError()).empty(), "an error says what is wrong");
  return 0;
}
