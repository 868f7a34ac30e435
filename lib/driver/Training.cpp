// SPDX-License-Identifier: Apache-2.0
// train: a chosen network's weights, new or taken from a run that was broken off.
#include "catalogue/tasks/Task.h"
#include "driver/Run.h"
#include "elaborate/Coupling.h"
#include "support/Files.h"

namespace pnasc::driver {

std::vector<double> Run::baseline(const ir::Dataset &data) {
  std::lock_guard lock(mutex); // while one computes, the others would only compute the same
  const auto [at, isNew] = baselines.try_emplace(&data);
  if (isNew)
    at->second = session.torch->baseline(data, aim.seed);
  return at->second;
}

namespace {

llvm::Expected<ir::TrainedNetwork> newlyTrained(Run &run, Making &making) {
  const Session &session = run.session;
  const auto sparsity = elaborate::sparsityOf(*run.space, making.genome);
  const tasks::Metric &metric = tasks::named(making.data->task).decisive();
  auto progress = [&](int64_t done, int64_t total, double found) {
    if (making.samplesTrained * 10 / total != done * 10 / total)
      session.console.say("train " + making.result.name + ": " +
                          std::to_string(done * 100 / total) + " %, validation " +
                          metric.text(found));
    making.samplesTrained = done;
  };
  return session.torch->train(making.uncut, sparsity, *making.data, run.spec->train, making.seed,
                              progress, session.workers.stop);
}

llvm::Expected<ir::TrainedNetwork> trained(Run &run, Making &making) {
  const Session &session = run.session;
  const std::string path = making.folder + "/model.onnx";
  if (!session.options.fresh)
    if (auto before = trainedBefore(path, making.metadata, making.cut, session.console)) {
      before->test = session.torch->judged(*before, *making.data);
      session.console.say("train " + making.result.name + ": trained before, taken from " + path);
      return std::move(*before);
    }
  llvm::Expected<ir::TrainedNetwork> network = newlyTrained(run, making);
  if (!network)
    return network;
  if (!run.aim.deploy.onnx)
    return network;
  llvm::Expected<std::string> bytes = sealedModel(*network, making.metadata);
  if (!bytes)
    return bytes.takeError();
  if (llvm::Error error = support::writeFile(path, *bytes))
    return error;
  return network;
}

} // namespace

llvm::Error stage::train(Run &run, Making &making) {
  if (!making.data) {
    making.trained = run.session.torch->fresh(making.cut, making.seed);
    return llvm::Error::success();
  }
  making.result.task = making.data->task;
  tasks::note(making.result, &ir::MetricResult::ofBaseline, run.baseline(*making.data));
  llvm::Expected<ir::TrainedNetwork> network = trained(run, making);
  if (!network)
    return network.takeError();
  making.trained = std::move(*network);
  tasks::note(making.result, &ir::MetricResult::ofFloat, making.trained.test);
  return llvm::Error::success();
}

} // namespace pnasc::driver
