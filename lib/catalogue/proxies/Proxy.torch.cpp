// SPDX-License-Identifier: Apache-2.0
#include "catalogue/proxies/Proxy.torch.h"
#include "catalogue/ops/shared/Op.h"
#include "catalogue/tasks/TorchTask.torch.h"
#include "torch/Executor.torch.h"
#include "llvm/ADT/STLExtras.h"
#include <limits>
#include <torch/csrc/autograd/autograd.h>

namespace pnasc::proxies {

#include "Scores.inc"

namespace {

/// In the order of scores().
constexpr std::unique_ptr<Proxy> (*makers[])() = {
#undef PNASC_SCORE
#define PNASC_SCORE(name, ...) proxy_##name,
#include "Scores.inc"
};

} // namespace

std::unique_ptr<Proxy> make(llvm::StringRef name) {
  const Score *score = find(name);
  assert(score && "a score of the catalogue");
  return makers[score - scores().data()]();
}

namespace {

Need mostNeeded(const Names &names) {
  Need most = Need::Activations;
  for (const std::string &name : names)
    most = std::max(most, find(name)->need);
  return most;
}

/// The pass that all entries share.
class Pass {
public:
  Pass(const ir::Network &network, const ir::Parameters &parameters, at::ScalarType type,
       const Names &names, llvm::StringRef task);
  void batch(size_t index, const Batch &batch, at::ScalarType type);
  std::vector<Evaluation> finish();

private:
  void visitActivations(const std::vector<at::Tensor> &taps);

  const ir::Network &network;
  const Names &names;
  torch::Values values;
  std::vector<at::Tensor> weights;    ///< that are differentiated
  std::vector<ir::NodeId> weightNode; ///< of each
  std::vector<std::unique_ptr<Proxy>> visitors;
  const Need need;
  const tasks::TorchTask &losses;
};

Pass::Pass(const ir::Network &network, const ir::Parameters &parameters, at::ScalarType type,
           const Names &names, llvm::StringRef task)
    : network(network), names(names), values(torch::valuesOf(network, parameters, type)),
      need(mostNeeded(names)), losses(tasks::torchOf(task)) {
  for (ir::NodeId id = 0; id < network.nodes.size(); ++id) {
    const auto rules = ops::parametersOf(network, network.nodes[id]);
    for (size_t i = 0; i < rules.size(); ++i) {
      if (rules[i].name == "weight") {
        weights.push_back(values[id][i].requires_grad_(true));
        weightNode.push_back(id);
      } else if (!rules[i].trainable) {
        values[id][i].reset(); // statistics come from the batch and are kept nowhere
      }
    }
  }
  for (const std::string &name : names)
    visitors.push_back(make(name));
}

void Pass::visitActivations(const std::vector<at::Tensor> &taps) {
  const at::NoGradGuard guard;
  for (ir::NodeId id = 0; id < network.nodes.size(); ++id) {
    const ir::Node &node = network.nodes[id];
    if (node.inputs.empty())
      continue;
    std::vector<at::Tensor> inputs;
    for (ir::NodeId input : node.inputs)
      inputs.push_back(taps[input].detach());
    const at::Tensor output = taps[id].detach();
    for (auto &visitor : visitors)
      visitor->onActivation({id, node, inputs, values[id], output});
  }
}

void Pass::batch(size_t index, const Batch &batch, at::ScalarType type) {
  // Channels first: LibTorch's batch norm sums in double precision there, and ZiCo is a quotient of
  // differences (channels last: a third faster for series, ZiCo's errors five times larger).
  const at::Tensor x = torch::tensorOf(batch.samples, type);
  std::vector<at::Tensor> taps;
  const tasks::Outputs outputs =
      torch::outputs(network, values, x, /*training=*/true, index == 0 ? &taps : nullptr);
  if (index == 0)
    visitActivations(taps);
  taps.clear();
  if (need == Need::Activations)
    return;
  const at::Tensor loss = losses.scoreLoss(outputs, losses.targets(batch.labels));
  const auto gradients = ::torch::autograd::grad({loss}, weights, /*grad_outputs=*/{},
                                                 /*retain_graph=*/false, /*create_graph=*/false,
                                                 /*allow_unused=*/true);
  for (size_t i = 0; i < weights.size(); ++i)
    if (gradients[i].defined())
      for (auto &visitor : visitors)
        visitor->onWeightGradient(index, weightNode[i], weights[i].detach(),
                                  gradients[i].contiguous());
}

std::vector<Evaluation> Pass::finish() {
  std::vector<Evaluation> list;
  for (size_t i = 0; i < visitors.size(); ++i) {
    list.push_back(visitors[i]->finish());
    list.back().proxy = names[i];
    if (!std::isfinite(list.back().total)) {
      constexpr double most = std::numeric_limits<double>::max();
      list.back().total = find(names[i])->better == Score::Lower ? most : -most;
    }
  }
  return list;
}

} // namespace

llvm::Expected<std::vector<Evaluation>> evaluate(const ir::Network &network,
                                                 const ir::Parameters &parameters,
                                                 const std::vector<Batch> &batches, bool precise,
                                                 const Names &names, llvm::StringRef task) {
  return torch::guarded([&] {
    const at::ScalarType type = precise ? at::kDouble : at::kFloat;
    Pass pass(network, parameters, type, names, task);
    const size_t count = mostNeeded(names) == Need::Gradients ? batches.size() : 1;
    for (size_t i = 0; i < std::min(count, batches.size()); ++i)
      pass.batch(i, batches[i], type);
    return pass.finish();
  });
}

} // namespace pnasc::proxies
