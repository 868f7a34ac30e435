// SPDX-License-Identifier: Apache-2.0
#include "catalogue/tasks/classification/Decision.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <cmath>

namespace pnasc::tasks {

int64_t classesOf(const ir::Network &network) { return std::max<int64_t>(2, network.classes); }

static double thresholdBehind(llvm::StringRef op) {
  return op == "sigmoid" || op == "hard_sigmoid" ? 0.5 : 0.0;
}

double thresholdOf(const ir::Network &network) {
  ir::NodeId id = network.outputs.front();
  while (network.nodes[id].op == "reshape" || network.nodes[id].op == "flatten")
    id = network.nodes[id].inputs.front();
  return thresholdBehind(network.nodes[id].op);
}

double thresholdOf(const ir::DeployGraph &graph) {
  uint32_t tensor = graph.outputs.front();
  const auto maker = [&] {
    return llvm::find_if(graph.nodes, [&](const ir::DeployNode &n) { return n.output == tensor; });
  };
  while (maker() != graph.nodes.end() && maker()->op == "reshape")
    tensor = maker()->inputs.front();
  return maker() == graph.nodes.end() ? 0 : thresholdBehind(maker()->op);
}

int64_t thresholdSteps(const ir::IntegerNetwork &network) {
  const ir::QuantParams &params = network.tensors[network.graph.outputs.front()];
  return int64_t(std::floor(thresholdOf(network.graph) / double(params.scale))) + params.zeroPoint;
}

template <class T> static size_t firstBest(llvm::ArrayRef<T> scores) {
  return size_t(std::max_element(scores.begin(), scores.end()) - scores.begin());
}

size_t decided(llvm::ArrayRef<float> scores, double threshold) {
  return scores.size() == 1 ? double(scores[0]) > threshold : firstBest(scores);
}

size_t decided(llvm::ArrayRef<int8_t> scores, int64_t steps) {
  return scores.size() == 1 ? int64_t(scores[0]) > steps : firstBest(scores);
}

} // namespace pnasc::tasks
