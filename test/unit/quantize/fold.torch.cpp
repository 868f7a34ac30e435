// SPDX-License-Identifier: Apache-2.0
// A deployment graph with folded weights computes in float what the network computes in inference.
//
// LINK: pnasc_quantize_torch pnasc_lower
#include "Check.h"
#include "Networks.h"
#include "lower/Lower.h"
#include "quantize/Simulate.torch.h"

using namespace pnasc;

static void compare(const ir::Network &network) {
  at::NoGradGuard noGradients;
  CHECK_EQ(ops::verify(network), "");
  const ir::TrainedNetwork trained = networks::filled(network, 7);
  const ir::DeployGraph graph = lower::lower(network, "");
  const ir::Split split{networks::noise(network, 6, 1), std::vector<int32_t>(6)};
  const at::Tensor batch = quantize::batchOf(split, network.inputShape(), 0, 6);
  const at::Tensor expected =
      pnasc::torch::forward(network, pnasc::torch::valuesOf(network, trained.parameters), batch);
  const at::Tensor found =
      quantize::outputs(graph, quantize::tensorsOf(quantize::fold(trained, graph)), batch,
                        [](uint32_t, const at::Tensor &value) { return value; })
          .front();
  CHECK_NEAR((expected - found).abs().max().item<double>(), 0, 1e-4);
  CHECK(expected.abs().max().item<double>() > 0.1);
}

int main() {
  pnasc::torch::init();
  compare(networks::image());
  compare(networks::series());
  return report();
}
