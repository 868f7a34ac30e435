// SPDX-License-Identifier: Apache-2.0
// Post-training quantisation on random weights: integers follow the float network, every rescaling
// is below 1/4, the same call gives the same bytes, and the reference agrees with plain arithmetic
// in double on dequantised values to one step.
//
// LINK: pnasc_quantize_torch pnasc_lower
#include "Check.h"
#include "Naive.h"
#include "Networks.h"
#include "ir/Rescale.h"
#include "lower/Lower.h"
#include "quantize/Quantize.h"
#include "quantize/Reference.h"
#include "quantize/Simulate.torch.h"

using namespace pnasc;

static void checkScales(const ir::IntegerNetwork &network) {
  for (size_t i = 0; i < network.graph.nodes.size(); ++i) {
    const ir::DeployNode &node = network.graph.nodes[i];
    const ir::QuantParams &in = network.tensors[node.inputs[0]],
                          &out = network.tensors[node.output];
    for (float weight : network.values[i].weightScales)
      CHECK(double(in.scale) * weight / out.scale < 0.25);
    if (ops::traitsOf(node.op).moves)
      for (uint32_t input : node.inputs)
        CHECK(network.tensors[input] == out);
  }
}

/// Root mean square error of the dequantised outputs, as a share of the outputs' own.
static double relativeError(const ir::TrainedNetwork &trained, const ir::IntegerNetwork &network) {
  at::NoGradGuard noGradients;
  const size_t count = 64, size = size_t(trained.network.inputShape().elements());
  const ir::Split split{networks::noise(trained.network, count, 3), std::vector<int32_t>(count)};
  const at::Tensor expected = pnasc::torch::forward(
      trained.network, pnasc::torch::valuesOf(trained.network, trained.parameters),
      quantize::batchOf(split, trained.network.inputShape(), 0, count));
  const ir::QuantParams params = network.tensors[network.graph.outputs[0]];
  double square = 0;
  for (size_t i = 0; i < count; ++i) {
    const auto out =
        quantize::output(network, quantize::quantizeInput(network, &split.samples[i * size]));
    for (size_t c = 0; c < out.size(); ++c) {
      const double error = params.scale * (out[c] - params.zeroPoint) -
                           expected[int64_t(i)][int64_t(c)].item<double>();
      square += error * error;
    }
  }
  return std::sqrt(square / expected.square().sum().item<double>());
}

static void compare(const ir::Network &plain, uint64_t seed) {
  const ir::TrainedNetwork trained = networks::filled(plain, seed);
  const ir::DeployGraph graph = lower::lower(plain, "");
  auto first = quantize::ptqOnNoise(trained, graph, seed);
  auto second = quantize::ptqOnNoise(trained, graph, seed);
  if (!CHECK(bool(first)) || !CHECK(bool(second)))
    return;
  CHECK(first->tensors == second->tensors);
  for (size_t i = 0; i < first->values.size(); ++i)
    CHECK(first->values[i].weight.data == second->values[i].weight.data &&
          first->values[i].bias == second->values[i].bias);
  checkScales(*first);
  const double error = relativeError(trained, *first);
  std::cerr << plain.name << " " << seed << ": relative error " << error << "\n";
  CHECK(error < 0.1);
  const auto samples = networks::noise(plain, 4, seed + 1);
  for (size_t i = 0; i < 4; ++i) {
    const auto input =
        quantize::quantizeInput(*first, &samples[i * size_t(plain.inputShape().elements())]);
    CHECK(naive::worstStep(*first, quantize::run(*first, input)) <= 1);
  }
}

int main() {
  pnasc::torch::init();
  for (uint64_t seed = 1; seed <= 4; ++seed) {
    compare(networks::image(), seed);
    compare(networks::series(), seed);
    compare(networks::gated(), seed);
  }
  return report();
}
