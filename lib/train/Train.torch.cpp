// SPDX-License-Identifier: Apache-2.0
#include "train/Train.h"
#include "catalogue/tasks/TorchTask.torch.h"
#include "train/Model.torch.h"
#include "train/Sampler.h"
#include "train/Schedule.h"

namespace pnasc::train {

namespace {

/// Shows a part to a judge of the task.
std::vector<double> judgedBy(const tasks::Task &task, const ir::Network &network,
                             const torch::Values &values, const ir::Split &split) {
  const at::NoGradGuard guard;
  constexpr size_t Batch = 128;
  const ir::Shape &shape = network.inputShape();
  const auto judge = task.ofFloats(network);
  for (size_t first = 0; first < split.count(); first += Batch) {
    const auto count = int64_t(std::min(Batch, split.count() - first));
    const at::Tensor x = at::empty({count, shape.channels, shape.height, shape.width}, at::kFloat);
    for (int64_t i = 0; i < count; ++i)
      split.read(first + size_t(i), shape, x.data_ptr<float>() + i * shape.elements());
    ir::Labels labels;
    for (int64_t i = 0; i < count; ++i)
      labels.push_back(split.label(first + size_t(i)).vec());
    tasks::see(*judge, torch::outputs(network, values, torch::channelsLast(x)), labels);
  }
  return judge->values();
}

/// One training from first to last step.
class Training {
public:
  Training(const ir::Network &uncut, const std::array<int64_t, 4> &sparsity,
           const ir::Dataset &dataset, const ir::TrainSpec &spec, uint64_t seed)
      : dataset(dataset), task(tasks::named(dataset.task)), losses(tasks::torchOf(dataset.task)),
        spec(spec), schedule(spec, int64_t(dataset.train.count())),
        sampler(dataset, schedule.batch, seed), model(uncut, torch::freshParameters(uncut, seed)),
        full(elaborate::couplingOf(uncut)), promised(elaborate::keptCounts(full, sparsity)) {
    // Short trainings end before a network knows its images by heart; moving them then only costs
    // accuracy (measured on Fashion-MNIST, six epochs).
    if (schedule.steps < 20 * schedule.stepsPerEpoch)
      sampler.shift = 0;
  }

  llvm::Error run(const Progress &progress, const support::StopFlag *stop);
  ir::TrainedNetwork result(uint64_t seed) const;

private:
  void step(int64_t index);
  void prune(size_t index);
  void validate();

  const ir::Dataset &dataset;
  const tasks::Task &task;
  const tasks::TorchTask &losses;
  const ir::TrainSpec &spec;
  Schedule schedule;
  Sampler sampler;
  Model model;
  elaborate::Coupling full;      ///< of the uncut network
  std::vector<int64_t> promised; ///< channels by class at the end
  double recent = 0;             ///< the deciding metric on the latest training batches
  std::optional<double> best;    ///< the same on the validation part
  torch::Values bestValues;
};

void Training::prune(size_t index) {
  std::vector<int64_t> kept;
  for (size_t c = 0; c < promised.size(); ++c) {
    const int64_t leaving = full.classes[c].channels - promised[c];
    kept.push_back(full.classes[c].channels -
                   int64_t(std::floor(double(leaving) * schedule.pruned(index) + 1e-9)));
  }
  if (index + 1 == schedule.pruneAt.size())
    kept = promised;
  model.prune(kept);
}

void Training::step(int64_t index) {
  const ir::Shape &shape = dataset.shape;
  at::Tensor x = at::empty({schedule.batch, shape.channels, shape.height, shape.width}, at::kFloat);
  const ir::Labels labels = sampler.fill(index, x.data_ptr<float>());
  const tasks::Outputs outputs =
      torch::outputs(model.network, model.values, torch::channelsLast(x), /*training=*/true);
  losses.loss(outputs, losses.targets(labels)).backward();
  model.step(schedule.rate(spec.rate, index), spec.momentum, spec.weightDecay);
  const auto judge = task.ofFloats(model.network);
  tasks::see(*judge, outputs, labels);
  const double found = judge->values().front();
  recent = index == 0 ? found : 0.98 * recent + 0.02 * found;
}

void Training::validate() {
  const ir::Split &split = dataset.validation.count() ? dataset.validation : dataset.train;
  const double found = judgedBy(task, model.network, model.values, split).front();
  if (best && !task.decisive().improves(found, *best))
    return;
  best = found;
  const at::NoGradGuard guard;
  bestValues = model.values;
  for (auto &list : bestValues)
    for (at::Tensor &tensor : list)
      tensor = tensor.detach().clone();
}

llvm::Error Training::run(const Progress &progress, const support::StopFlag *stop) {
  size_t prunings = 0;
  const int64_t every = std::max<int64_t>(1, schedule.steps / 200);
  const int64_t total = schedule.steps * schedule.batch;
  for (int64_t index = 0; index < schedule.steps; ++index) {
    if (support::requested(stop))
      return support::failure(support::Exit::Interrupted, "training was interrupted");
    for (; prunings < schedule.pruneAt.size() && schedule.pruneAt[prunings] == index; ++prunings)
      prune(prunings);
    step(index);
    if (schedule.validateAfter(index))
      validate();
    if (progress && (index % every == 0 || index + 1 == schedule.steps))
      progress((index + 1) * schedule.batch, total, best.value_or(recent));
  }
  return llvm::Error::success();
}

ir::TrainedNetwork Training::result(uint64_t seed) const {
  ir::TrainedNetwork trained;
  trained.network = model.network;
  trained.parameters = torch::plainParameters(bestValues);
  trained.dataDigest = dataset.digest;
  trained.seed = seed;
  trained.samplesSeen = schedule.steps * schedule.batch;
  trained.validation = best.value_or(0);
  trained.test = judgedBy(task, model.network, bestValues, dataset.test);
  return trained;
}

} // namespace

llvm::Expected<ir::TrainedNetwork> train(const ir::Network &uncut,
                                         const std::array<int64_t, 4> &sparsity,
                                         const ir::Dataset &dataset, const ir::TrainSpec &spec,
                                         uint64_t seed, const Progress &progress,
                                         const support::StopFlag *stop) {
  if (dataset.train.count() < 2)
    return support::environment("training needs at least 2 samples, found " +
                                std::to_string(dataset.train.count()));
  return torch::guarded([&]() -> llvm::Expected<ir::TrainedNetwork> {
    Training training(uncut, sparsity, dataset, spec, seed);
    if (llvm::Error error = training.run(progress, stop))
      return error;
    return training.result(seed);
  });
}

std::vector<double> judged(const ir::Network &network, const ir::Parameters &parameters,
                           llvm::StringRef task, const ir::Split &split) {
  torch::init();
  return judgedBy(tasks::named(task), network, torch::valuesOf(network, parameters), split);
}

} // namespace pnasc::train
