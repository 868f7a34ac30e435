// SPDX-License-Identifier: Apache-2.0
#include "catalogue/proxies/Score.h"
#include "driver/Spread.h"
#include "quantize/Quantize.h"
#include "torch/Executor.h"
#include "train/Train.h"

namespace pnasc::driver {

static Score scoreOf(const ir::Dataset &data, const ir::Spec &spec) {
  auto scorer =
      std::make_shared<proxies::Scorer>(data, spec.search.batch, spec.search.seed, spec.score);
  return [scorer](const ir::Network &cut, uint64_t) { return scorer->score(cut); };
}

const TorchStages &torchStages() {
  static const TorchStages stages = {
      [](const ir::Dataset &data, const ir::Spec &spec, unsigned jobs) {
        return spread(scoreOf(data, spec), jobs);
      },
      [](const ir::Dataset &data, const ir::Spec &spec) { return helpWith(scoreOf(data, spec)); },
      train::train,
      [](const ir::TrainedNetwork &network, const ir::Dataset &data) {
        return train::accuracy(network.network, network.parameters, data.test);
      },
      [](const ir::Network &cut, uint64_t seed) {
        ir::TrainedNetwork network;
        network.network = cut;
        network.parameters = torch::freshParameters(cut, seed);
        network.seed = seed;
        return network;
      },
      [](const ir::TrainedNetwork &network, const ir::DeployGraph &graph, const ir::Dataset &data,
         const ir::QuantizeSpec &spec, uint64_t seed) {
        return spec.qat ? quantize::qat(network, graph, data, spec, seed)
                        : quantize::ptq(network, graph, data, spec, seed);
      },
      quantize::ptqOnNoise,
      train::logisticRegressionAccuracy,
  };
  return stages;
}

} // namespace pnasc::driver
