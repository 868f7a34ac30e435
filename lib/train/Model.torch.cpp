// SPDX-License-Identifier: Apache-2.0
#include "train/Model.torch.h"
#include "catalogue/ops/shared/Op.h"
#include <algorithm>
#include <numeric>

namespace pnasc::train {

static ir::Parameters zerosLike(const ir::Parameters &parameters) {
  ir::Parameters zeros = parameters;
  for (auto &list : zeros)
    for (ir::FloatArray &array : list)
      std::fill(array.data.begin(), array.data.end(), 0.0f);
  return zeros;
}

Model::Model(const ir::Network &network, const ir::Parameters &parameters) : network(network) {
  adopt(parameters, zerosLike(parameters));
}

void Model::adopt(const ir::Parameters &parameters, const ir::Parameters &momenta) {
  values = torch::valuesOf(network, parameters, at::kFloat, /*gradients=*/true);
  momentum = torch::valuesOf(network, momenta, at::kFloat);
  trainable.clear();
  for (ir::NodeId id = 0; id < network.nodes.size(); ++id) {
    const auto rules = ops::parametersOf(network, network.nodes[id]);
    for (size_t i = 0; i < rules.size(); ++i)
      if (rules[i].trainable)
        trainable.push_back({id, i, rules[i].name == "weight"});
  }
}

void Model::step(double rate, double momentumFactor, double weightDecay) {
  const at::NoGradGuard guard;
  for (const Trainable &t : trainable) {
    at::Tensor &value = values[t.node][t.index], &velocity = momentum[t.node][t.index];
    at::Tensor gradient = value.grad();
    if (!gradient.defined())
      continue;
    if (t.decays)
      gradient.add_(value, weightDecay);
    velocity.mul_(momentumFactor).add_(gradient);
    value.add_(gradient, -rate).add_(velocity, -rate * momentumFactor);
    value.mutable_grad().reset();
  }
}

void Model::prune(const std::vector<int64_t> &kept) {
  const elaborate::Coupling coupling = elaborate::couplingOf(network);
  const auto selection = strongest(importance(network, coupling, values), kept);
  const ir::Parameters parameters =
      elaborate::cut(network, coupling, selection, torch::plainParameters(values));
  const ir::Parameters momenta =
      elaborate::cut(network, coupling, selection, torch::plainParameters(momentum));
  network = elaborate::cut(network, coupling, selection);
  adopt(parameters, momenta);
}

std::vector<std::vector<double>> importance(const ir::Network &network,
                                            const elaborate::Coupling &coupling,
                                            const torch::Values &values) {
  const at::NoGradGuard guard;
  std::vector<std::vector<double>> scores;
  for (const elaborate::ChannelClass &channelClass : coupling.classes)
    scores.emplace_back(size_t(channelClass.channels), 0.0);
  for (ir::NodeId id = 0; id < network.nodes.size(); ++id) {
    const auto makes = [id](const elaborate::ChannelClass &channelClass) {
      return llvm::is_contained(channelClass.producers, id);
    };
    if (values[id].empty() || llvm::none_of(coupling.classes, makes))
      continue;
    at::Tensor norms = values[id][0].flatten(1).abs().sum(1, false, at::kDouble);
    norms = norms / norms.mean().clamp_min(1e-30);
    const double *norm = norms.data_ptr<double>();
    for (const elaborate::Coupling::Segment &segment : coupling.layout[id])
      for (int64_t i = 0; i < segment.channels; ++i)
        scores[segment.channelClass][size_t(i)] += *norm++;
  }
  return scores;
}

elaborate::Selection strongest(const std::vector<std::vector<double>> &importance,
                               const std::vector<int64_t> &kept) {
  elaborate::Selection selection;
  for (size_t c = 0; c < importance.size(); ++c) {
    const std::vector<double> &score = importance[c];
    std::vector<int32_t> channels(score.size());
    std::iota(channels.begin(), channels.end(), 0);
    std::stable_sort(channels.begin(), channels.end(),
                     [&](int32_t a, int32_t b) { return score[size_t(a)] > score[size_t(b)]; });
    channels.resize(std::min(channels.size(), size_t(kept[c])));
    std::sort(channels.begin(), channels.end());
    selection.push_back(std::move(channels));
  }
  return selection;
}

} // namespace pnasc::train
