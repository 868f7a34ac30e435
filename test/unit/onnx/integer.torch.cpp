// SPDX-License-Identifier: Apache-2.0
// A QDQ file says everything an integer network says: written and read back, every field is equal and
// the bytes written again are the same. Files cut off anywhere are one error, never a crash.
// LINK: pnasc_quantize_torch pnasc_onnx pnasc_lower
#include "../quantize/Networks.h"
#include "Check.h"
#include "Keep.h"
#include "lower/Lower.h"
#include "onnx/Integer.h"
#include "quantize/Quantize.h"
#include "quantize/Reference.h"
#include "torch/Executor.h"
#include "llvm/Support/raw_ostream.h"

using namespace pnasc;

static void checkEqual(const ir::IntegerNetwork &a, const ir::IntegerNetwork &b) {
  CHECK_EQ(a.graph.text(), b.graph.text());
  CHECK_EQ(a.graph.name, b.graph.name);
  CHECK_EQ(a.graph.core, b.graph.core);
  CHECK(a.graph.outputs == b.graph.outputs);
  CHECK(a.labels == b.labels);
  CHECK(a.inputMean == b.inputMean);
  CHECK(a.inputDeviation == b.inputDeviation);
  CHECK(a.tensors == b.tensors);
  CHECK_EQ(a.graph.tensors.size(), b.graph.tensors.size());
  for (size_t t = 0; t < a.graph.tensors.size(); ++t) {
    CHECK_EQ(a.graph.tensors[t].name, b.graph.tensors[t].name);
    CHECK(a.graph.tensors[t].shape == b.graph.tensors[t].shape);
  }
  CHECK_EQ(a.graph.nodes.size(), b.graph.nodes.size());
  for (size_t i = 0; i < a.graph.nodes.size(); ++i) {
    const ir::DeployNode &x = a.graph.nodes[i], &y = b.graph.nodes[i];
    CHECK_EQ(x.op, y.op);
    CHECK_EQ(x.name, y.name);
    CHECK(x.inputs == y.inputs && x.output == y.output && x.clamp == y.clamp);
    CHECK(x.attributes == y.attributes);
    CHECK(a.values[i].weight.shape == b.values[i].weight.shape);
    CHECK(a.values[i].weight.data == b.values[i].weight.data);
    CHECK(a.values[i].weightScales == b.values[i].weightScales);
    CHECK(a.values[i].bias == b.values[i].bias);
  }
}

/// For test/npm/runtime.mjs.
static void keepCase(const ir::IntegerNetwork &network, const std::string &bytes) {
  const ir::QuantParams params = network.tensors[network.graph.outputs[0]];
  keep::Case kept{network.graph.name + ".int8", bytes, network.graph.tensors[0].shape, params.scale};
  const size_t count = 200, size = size_t(network.graph.tensors[0].bytes());
  const support::CounterRandom random(9, "kept");
  for (size_t i = 0; i < count * size; ++i)
    kept.inputs.push_back(float(random.normal(i)));
  for (size_t i = 0; i < count; ++i)
    for (int8_t q : quantize::output(network, quantize::quantizeInput(network, &kept.inputs[i * size])))
      kept.outputs.push_back(params.scale * float(q - params.zeroPoint));
  CHECK(kept.write());
}

static void roundTrip(const ir::Network &plain) {
  const ir::TrainedNetwork trained = networks::filled(plain, 3);
  auto network = quantize::ptqOnNoise(trained, lower::lower(plain, ""), 3);
  if (!CHECK(bool(network)))
    return;
  network->labels.front() = "first \"class\"";
  network->inputMean.front() = 0.1f;
  network->inputDeviation.back() = 1.0f / 3;
  network->graph.core = "cortex_m7";
  auto bytes = onnx::writeInteger(*network, {{"spec", "abc"}});
  if (!CHECK(bool(bytes))) {
    llvm::errs() << bytes.takeError() << "\n";
    return;
  }
  auto again = onnx::readInteger(*bytes);
  if (!CHECK(bool(again))) {
    llvm::errs() << again.takeError() << "\n";
    return;
  }
  checkEqual(*network, *again);
  CHECK(*onnx::writeInteger(*again, {{"spec", "abc"}}) == *bytes);
  const auto input = quantize::quantizeInput(*network, networks::noise(plain, 1, 1).data());
  CHECK(quantize::output(*network, input) == quantize::output(*again, input));
  for (size_t end = 0; end < bytes->size(); end += 97) {
    auto cut = onnx::readInteger(llvm::StringRef(*bytes).take_front(end));
    if (!cut)
      llvm::consumeError(cut.takeError());
    else // only our properties were lost, which stand at the end
      CHECK_EQ(cut->graph.nodes.size(), network->graph.nodes.size());
  }
  if (std::getenv("PNASC_KEEP"))
    keepCase(*network, *bytes);
}

int main() {
  pnasc::torch::init();
  roundTrip(networks::image());
  roundTrip(networks::series());
  return report();
}
