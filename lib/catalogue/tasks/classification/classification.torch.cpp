// SPDX-License-Identifier: Apache-2.0
// Cross entropy, and the baseline: multinomial logistic regression by mini-batch Adam (Kingma, Ba
// 2015, arXiv 1412.6980) on the flattened inputs (as stored: interpolation adds nothing that a
// linear model could see), weights averaged over the last half, the penalty chosen on the
// validation part.
#include "catalogue/tasks/classification/Classification.h"
#include "catalogue/tasks/TorchTask.torch.h"
#include "torch/Batches.h"
#include "torch/Executor.torch.h"

namespace pnasc::tasks {

namespace {

struct Linear {
  at::Tensor weight, bias; ///< features x classes, classes
};

at::Tensor matrix(const ir::Split &split, int64_t features) {
  auto *data = const_cast<float *>(split.samples.data());
  return at::from_blob(data, {int64_t(split.count()), features}, at::kFloat);
}

at::Tensor labelsOf(const ir::Split &split) {
  auto *data = const_cast<int32_t *>(split.labels.data());
  return at::from_blob(data, {int64_t(split.count())}, at::kInt).to(at::kLong);
}

/// The metrics of what a model says of a part.
std::vector<double> valuesOf(const Linear &model, const ir::Split &split, int64_t features) {
  std::vector<Answer> answers;
  if (split.count() > 0) {
    const at::Tensor best = at::addmm(model.bias, matrix(split, features), model.weight).argmax(1);
    for (size_t i = 0; i < split.count(); ++i)
      answers.push_back({int32_t(best.data_ptr<int64_t>()[i]), split.labels[i]});
  }
  return tasks::valuesOf(answers, size_t(model.bias.size(0)));
}

/// Adam's two running moments of one tensor.
struct Moments {
  at::Tensor first, second;
  void step(at::Tensor &value, const at::Tensor &gradient, double rate, int64_t index) {
    if (!first.defined()) {
      first = at::zeros_like(value);
      second = at::zeros_like(value);
    }
    first.mul_(0.9).add_(gradient, 0.1);
    second.mul_(0.999).addcmul_(gradient, gradient, 0.001);
    const double correct = std::sqrt(1 - std::pow(0.999, double(index + 1)));
    value.addcdiv_(first, second.sqrt().add_(1e-8),
                   -rate * correct / (1 - std::pow(0.9, double(index + 1))));
  }
};

Linear fit(const ir::Dataset &dataset, double penalty, int64_t steps, uint64_t seed) {
  const int64_t features = dataset.train.storedShape(dataset.shape).elements(),
                classes = dataset.classes();
  const auto count = int64_t(dataset.train.count()), batch = std::min<int64_t>(256, count);
  const at::Tensor x = matrix(dataset.train, features), y = labelsOf(dataset.train);
  Linear model{at::zeros({features, classes}), at::zeros({classes})};
  Linear mean{at::zeros({features, classes}), at::zeros({classes})};
  Moments weight, bias;
  at::Tensor order;
  for (int64_t i = 0; i < steps; ++i) {
    const int64_t perEpoch = count / batch, at = i % perEpoch * batch;
    if (at == 0) {
      const auto list = torch::shuffled(size_t(count), {seed, "line " + std::to_string(i)});
      order = at::tensor(std::vector<int64_t>(list.begin(), list.end()));
    }
    const at::Tensor chosen = order.slice(0, at, at + batch);
    const at::Tensor input = x.index_select(0, chosen);
    const at::Tensor truth = at::one_hot(y.index_select(0, chosen), classes);
    // d (cross entropy) / d logits = softmax - truth
    const at::Tensor error =
        (at::addmm(model.bias, input, model.weight).softmax(1) - truth) / double(batch);
    const double rate = 1e-3 * 0.5 * (1 + std::cos(M_PI * double(i) / double(steps)));
    weight.step(model.weight, input.t().mm(error) + penalty * model.weight, rate, i);
    bias.step(model.bias, error.sum(0), rate, i);
    if (i >= steps / 2) {
      mean.weight.add_(model.weight, 1.0 / double(steps - steps / 2));
      mean.bias.add_(model.bias, 1.0 / double(steps - steps / 2));
    }
  }
  return mean;
}

std::vector<double> baseline(const ir::Dataset &dataset, uint64_t seed) {
  torch::init();
  const at::NoGradGuard guard;
  const int64_t features = dataset.train.storedShape(dataset.shape).elements();
  if (dataset.train.count() == 0)
    return tasks::valuesOf({}, size_t(dataset.classes()));
  // About 6 GFLOP a penalty: seconds, whatever the width of the input.
  const int64_t flop = 4 * 256 * features * dataset.classes();
  const int64_t steps = std::clamp<int64_t>(20'000'000'000 / std::max<int64_t>(1, flop), 200, 3000);
  double best = -1;
  std::vector<double> test;
  for (double penalty : {1e-4, 1e-2}) {
    const Linear model = fit(dataset, penalty, steps, seed);
    const bool validates = dataset.validation.count() > 0;
    const double found =
        valuesOf(model, validates ? dataset.validation : dataset.train, features).front();
    if (found > best) {
      best = found;
      test = valuesOf(model, dataset.test, features);
    }
  }
  return test;
}

at::Tensor targets(const ir::Labels &labels) {
  const at::Tensor classes = at::empty({int64_t(labels.size())}, at::kLong);
  for (size_t i = 0; i < labels.size(); ++i)
    classes.data_ptr<int64_t>()[i] = labels[i].front();
  return classes;
}

at::Tensor loss(const Outputs &outputs, const at::Tensor &targets) {
  return at::cross_entropy_loss(outputs.front().flatten(1), targets);
}

} // namespace

const TorchTask &torch_classification() {
  static const TorchTask task{targets, loss, /*scoreLoss=*/loss, baseline};
  return task;
}

} // namespace pnasc::tasks
