// SPDX-License-Identifier: Apache-2.0
// Quantisation-aware training: the folded network goes on learning with weights and tensors rounded
// in the forward pass; the scales of tensors learn, too (FakeQuant.torch.h). Zero points stay as
// calibrated.
#include "catalogue/tasks/TorchTask.torch.h"
#include "quantize/Assemble.h"
#include "quantize/Calibrate.torch.h"
#include "quantize/FakeQuant.torch.h"
#include "quantize/Groups.h"
#include "quantize/Quantize.h"
#include "quantize/Scales.h"
#include "support/Random.h"
#include <cmath>
#include <numeric>
#include <torch/csrc/autograd/autograd.h>

namespace pnasc::quantize {

namespace {

constexpr size_t Batch = 64;
constexpr size_t ValidationBatch = 256;
constexpr double Momentum = 0.9;
constexpr double GradientLimit = 5; ///< of the norm of all gradients together
constexpr int Validations = 8;      ///< looks at the validation part at most

class Trainer {
public:
  Trainer(const ir::Network &network, const ir::DeployGraph &graph, const ir::Dataset &data,
          const Calibrated &start)
      : network(network), graph(graph), data(data), task(tasks::named(data.task)),
        losses(tasks::torchOf(data.task)), group(sharedParams(graph)), grids(scaleGrids(graph)),
        params(start.params) {
    for (const NodeTensors &node : start.values) {
      values.emplace_back();
      if (node.weight.defined()) {
        values.back().weight = leaf(node.weight);
        if (node.bias.defined())
          values.back().bias = leaf(node.bias);
      }
    }
    for (size_t t = 0; t < params.size(); ++t)
      scales.push_back(group[t] == t ? leaf(at::full({1}, params[t].scale)) : at::Tensor());
  }

  tasks::Outputs forwardRounded(const at::Tensor &batch) {
    std::vector<NodeTensors> coarse = values;
    for (NodeTensors &node : coarse)
      if (node.weight.defined())
        node.weight = roundedWeight(node.weight);
    return outputs(graph, coarse, batch, [this](uint32_t tensor, const at::Tensor &value) {
      return fakeQuantize(value, scaleOf(tensor), params[group[tensor]].zeroPoint);
    });
  }

  /// The task's deciding metric on the validation part.
  double found() {
    at::NoGradGuard noGradients;
    const ir::Split &split = data.validation;
    const auto judge = task.ofFloats(network);
    for (size_t first = 0; first < split.count(); first += ValidationBatch) {
      const size_t count = std::min(ValidationBatch, split.count() - first);
      ir::Labels labels;
      for (size_t i = 0; i < count; ++i)
        labels.push_back(split.label(first + i).vec());
      tasks::see(*judge, forwardRounded(batchOf(split, data.shape, first, count)), labels);
    }
    return judge->values().front();
  }

  void step(const at::Tensor &batch, const ir::Labels &labels, double rate) {
    const at::Tensor loss = losses.loss(forwardRounded(batch), losses.targets(labels));
    const std::vector<at::Tensor> leaves = allLeaves();
    std::vector<at::Tensor> gradients =
        ::torch::autograd::grad({loss}, leaves, {}, false, false, /*allow_unused=*/true);
    at::NoGradGuard noGradients;
    double square = 0;
    for (const at::Tensor &gradient : gradients)
      square += gradient.defined() ? gradient.square().sum().item<double>() : 0;
    if (!std::isfinite(square))
      return;
    const double shrink = std::min(1.0, GradientLimit / (std::sqrt(square) + 1e-12));
    velocity.resize(leaves.size());
    for (size_t i = 0; i < leaves.size(); ++i) {
      if (!gradients[i].defined())
        continue;
      velocity[i] = velocity[i].defined() ? velocity[i] * Momentum + gradients[i] * shrink
                                          : gradients[i] * shrink;
      leaves[i].sub_(velocity[i], rate);
    }
    // A scale stays within a factor of two of what calibration saw.
    for (size_t t = 0; t < scales.size(); ++t)
      if (scales[t].defined())
        scales[t].clamp_(params[t].scale / 2, params[t].scale * 2);
  }

  Calibrated state() const {
    Calibrated copy;
    for (const NodeTensors &node : values)
      copy.values.push_back({copied(node.weight), copied(node.bias)});
    copy.params = params;
    for (size_t t = 0; t < params.size(); ++t)
      copy.params[t].scale = grids[t].atLeast(scales[group[t]].item<float>());
    return copy;
  }

private:
  /// The learned scale, or the next one that the tensor may have; gradients pass straight through.
  at::Tensor scaleOf(uint32_t tensor) const {
    const at::Tensor &learned = scales[group[tensor]];
    if (grids[tensor].any)
      return learned;
    const float allowed = grids[tensor].atLeast(learned.item<float>());
    return learned + (allowed - learned).detach();
  }

  static at::Tensor leaf(const at::Tensor &value) {
    return value.detach().clone().requires_grad_(true);
  }

  static at::Tensor copied(const at::Tensor &value) {
    return value.defined() ? value.detach().clone() : value;
  }

  std::vector<at::Tensor> allLeaves() const {
    std::vector<at::Tensor> leaves;
    for (const NodeTensors &node : values)
      for (const at::Tensor &value : {node.weight, node.bias})
        if (value.defined())
          leaves.push_back(value);
    for (const at::Tensor &scale : scales)
      if (scale.defined())
        leaves.push_back(scale);
    return leaves;
  }

  const ir::Network &network; ///< that was lowered to the graph
  const ir::DeployGraph &graph;
  const ir::Dataset &data;
  const tasks::Task &task;
  const tasks::TorchTask &losses;
  const std::vector<uint32_t> group;
  const std::vector<ScaleGrid> grids;
  const std::vector<ir::QuantParams> params; ///< as calibrated
  std::vector<NodeTensors> values;
  std::vector<at::Tensor> scales; ///< by tensor; of group leaders only
  std::vector<at::Tensor> velocity;
};

/// Training samples in an order of chance, epoch after epoch.
class Order {
public:
  Order(size_t count, uint64_t seed) : random(seed, "qat"), order(count) {
    std::iota(order.begin(), order.end(), 0);
  }
  uint32_t next() {
    const size_t at = drawn % order.size();
    std::swap(order[at], order[at + random.below(drawn++, order.size() - at)]);
    return order[at];
  }

private:
  support::CounterRandom random;
  std::vector<uint32_t> order;
  uint64_t drawn = 0;
};

llvm::Expected<Calibrated> train(const ir::Network &network, const ir::DeployGraph &graph,
                                 const ir::Dataset &data, const ir::QuantizeSpec &spec,
                                 uint64_t seed, const Calibrated &start,
                                 const support::StopFlag *stop) {
  const tasks::Metric &metric = tasks::named(data.task).decisive();
  Trainer trainer(network, graph, data, start);
  Order order(data.train.count(), seed);
  const int64_t samples =
      spec.qatSamples > 0 ? spec.qatSamples : spec.qatEpochs * int64_t(data.train.count());
  const int64_t steps = std::max<int64_t>(1, samples / int64_t(Batch));
  const int64_t between = std::max<int64_t>(1, steps / Validations);
  Calibrated best = start;
  double reached = trainer.found();
  for (int64_t i = 0; i < steps; ++i) {
    if (support::requested(stop))
      return support::failure(support::Exit::Interrupted, "training was interrupted");
    std::vector<at::Tensor> rows;
    ir::Labels labels;
    for (size_t b = 0; b < Batch; ++b) {
      const uint32_t sample = order.next();
      rows.push_back(batchOf(data.train, data.shape, sample, 1));
      labels.push_back(data.train.label(sample).vec());
    }
    const double rate = spec.qatRate * 0.5 * (1 + std::cos(M_PI * double(i) / double(steps)));
    trainer.step(at::cat(rows), labels, rate);
    if ((i + 1) % between != 0 && i + 1 != steps)
      continue;
    const double found = trainer.found();
    if (found == reached || metric.improves(found, reached)) { // of equals the later: it saw more
      reached = found;
      best = trainer.state();
    }
  }
  return best;
}

} // namespace

llvm::Expected<ir::IntegerNetwork> qat(const ir::TrainedNetwork &network,
                                       const ir::DeployGraph &graph, const ir::Dataset &data,
                                       const ir::QuantizeSpec &spec, uint64_t seed,
                                       const support::StopFlag *stop) {
  if (data.train.count() == 0)
    return support::environment("training needs samples, '" + data.name + "' has none");
  auto result = torch::guarded([&]() -> llvm::Expected<ir::IntegerNetwork> {
    llvm::Expected<Calibrated> state = calibrated(network, graph, data, spec, seed);
    if (!state)
      return state.takeError();
    llvm::Expected<Calibrated> best = train(network.network, graph, data, spec, seed, *state, stop);
    if (!best)
      return best.takeError();
    return assemble(graph, foldedOf(best->values), best->params, data);
  });
  if (!result)
    return result.takeError();
  return std::move(*result);
}

} // namespace pnasc::quantize
