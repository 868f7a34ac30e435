// SPDX-License-Identifier: Apache-2.0
// The stages behind the LibTorch wall as functions, linked into pnasc-run only.
#include "catalogue/proxies/Score.h"
#include "catalogue/tasks/Baseline.h"
#include "driver/Spread.h"
#include "quantize/Quantize.h"
#include "torch/Executor.h"
#include "train/Train.h"
#include <map>
#include <mutex>

namespace pnasc::driver {

namespace {

/// One scorer for each data set.
class Scorers {
public:
  Scorers(DataOf data, const ir::Spec &spec) : data(std::move(data)), spec(spec) {}

  llvm::Expected<ir::Scores> operator()(const ir::Network &cut, const ir::Genome &genome) {
    llvm::Expected<const ir::Dataset *> on = data(genome);
    if (!on)
      return on.takeError();
    return of(**on).score(cut);
  }

private:
  const proxies::Scorer &of(const ir::Dataset &on) {
    std::lock_guard lock(mutex);
    auto &made = scorers[&on];
    if (!made)
      made = std::make_unique<proxies::Scorer>(on, spec.search.batch, spec.search.seed, spec.score);
    return *made;
  }

  const DataOf data;
  const ir::Spec &spec;
  std::mutex mutex;
  std::map<const ir::Dataset *, std::unique_ptr<proxies::Scorer>> scorers;
};

Score scoreOf(const DataOf &data, const ir::Spec &spec) {
  auto scorers = std::make_shared<Scorers>(data, spec);
  return [scorers](const ir::Network &cut, const ir::Genome &genome) {
    return (*scorers)(cut, genome);
  };
}

} // namespace

const TorchStages &torchStages() {
  static const TorchStages stages = {
      [](const DataOf &data, const ir::Spec &spec, unsigned jobs) {
        return spread(scoreOf(data, spec), jobs);
      },
      [](const DataOf &data, const ir::Spec &spec) { return helpWith(scoreOf(data, spec)); },
      train::train,
      [](const ir::TrainedNetwork &network, const ir::Dataset &data) {
        return train::judged(network.network, network.parameters, data.task, data.test);
      },
      [](const ir::Network &cut, uint64_t seed) {
        ir::TrainedNetwork network;
        network.network = cut;
        network.parameters = torch::freshParameters(cut, seed);
        network.seed = seed;
        return network;
      },
      [](const ir::TrainedNetwork &network, const ir::DeployGraph &graph, const ir::Dataset &data,
         const ir::QuantizeSpec &spec, uint64_t seed, const support::StopFlag *stop) {
        return spec.qat ? quantize::qat(network, graph, data, spec, seed, stop)
                        : quantize::ptq(network, graph, data, spec, seed);
      },
      quantize::ptqOnNoise,
      tasks::baseline,
  };
  return stages;
}

} // namespace pnasc::driver
