// SPDX-License-Identifier: Apache-2.0
#include "quantize/Assemble.h"
#include "quantize/Calibrate.torch.h"
#include "quantize/Quantize.h"
#include "support/Random.h"

namespace pnasc::quantize {

namespace {

constexpr size_t NoiseSamples = 64;

ir::Dataset noise(const ir::Network &network, uint64_t seed) {
  ir::Dataset data;
  data.name = "noise";
  data.shape = network.inputShape();
  for (int64_t c = 0; c < network.classes; ++c)
    data.labels.push_back(std::to_string(c));
  data.mean.assign(size_t(data.shape.channels), 0.0f);
  data.deviation.assign(size_t(data.shape.channels), 1.0f);
  const support::CounterRandom random(seed, "noise");
  const size_t count = NoiseSamples * size_t(data.shape.elements());
  for (size_t i = 0; i < count; ++i)
    data.train.samples.push_back(float(random.normal(i)));
  data.train.labels.assign(NoiseSamples, 0);
  return data;
}

} // namespace

llvm::Expected<ir::IntegerNetwork> ptq(const ir::TrainedNetwork &network,
                                       const ir::DeployGraph &graph, const ir::Dataset &data,
                                       const ir::QuantizeSpec &spec, uint64_t seed) {
  if (data.train.count() == 0)
    return support::environment("calibration needs training samples, '" + data.name + "' has none");
  auto result = torch::guarded([&]() -> llvm::Expected<ir::IntegerNetwork> {
    llvm::Expected<Calibrated> state = calibrated(network, graph, data, spec, seed);
    if (!state)
      return state.takeError();
    return assemble(graph, foldedOf(state->values), state->params, data);
  });
  if (!result)
    return result.takeError();
  return std::move(*result);
}

llvm::Expected<ir::IntegerNetwork> ptqOnNoise(const ir::TrainedNetwork &network,
                                              const ir::DeployGraph &graph, uint64_t seed) {
  return ptq(network, graph, noise(network.network, seed), {}, seed);
}

} // namespace pnasc::quantize
