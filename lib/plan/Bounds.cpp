// SPDX-License-Identifier: Apache-2.0
// What no plan can go below, and what plan() never exceeds.
#include "catalogue/kernels/Kernel.h"
#include "plan/Buffers.h"
#include "plan/Lives.h"
#include "plan/Plan.h"
#include <algorithm>
#include <map>

namespace pnasc::plan {

namespace {

/// What must be alive while a node runs, in any order of the nodes.
class Alive {
public:
  explicit Alive(const ir::DeployGraph &graph)
      : graph(graph), maker(graph.tensors.size(), -1), before(graph.nodes.size()) {
    for (size_t n = 0; n < graph.nodes.size(); ++n)
      maker[graph.nodes[n].output] = int64_t(n);
    for (size_t n = 0; n < graph.nodes.size(); ++n) { // nodes are in topological order
      before[n].assign(graph.nodes.size(), false);
      for (uint32_t t : graph.nodes[n].inputs)
        if (maker[t] >= 0) {
          before[n][size_t(maker[t])] = true;
          for (size_t m = 0; m < n; ++m)
            if (before[size_t(maker[t])][m])
              before[n][m] = true;
        }
    }
  }

  /// Made before node n and still needed after it, whatever the order: someone who needs it (or
  /// whoever reads the outputs) comes after n.
  bool across(uint32_t tensor, size_t n) const {
    if (maker[tensor] >= 0 && !before[n][size_t(maker[tensor])])
      return false;
    for (size_t m = n + 1; m < graph.nodes.size(); ++m)
      if (before[m][n] && std::find(graph.nodes[m].inputs.begin(), graph.nodes[m].inputs.end(),
                                    tensor) != graph.nodes[m].inputs.end())
        return true;
    return std::find(graph.outputs.begin(), graph.outputs.end(), tensor) != graph.outputs.end();
  }

private:
  const ir::DeployGraph &graph;
  std::vector<int64_t> maker; ///< by tensor; -1: given from outside
  std::vector<std::vector<bool>> before;
};

} // namespace

uint64_t lowerBound(const ir::DeployGraph &graph) {
  const Facts facts(graph);
  const Alive alive(graph);
  uint64_t bound = 0;
  for (size_t n = 0; n < graph.nodes.size(); ++n) {
    const ir::DeployNode &node = graph.nodes[n];
    const uint64_t out = graph.tensors[node.output].bytes();
    uint64_t live = out + facts.scratch[n], shared = 0;
    for (uint32_t t = 0; t < graph.tensors.size(); ++t) {
      if (t == node.output)
        continue;
      const auto at = std::find(node.inputs.begin(), node.inputs.end(), t);
      const bool across = alive.across(t, n);
      if (at == node.inputs.end() && !across)
        continue;
      const uint64_t bytes = graph.tensors[t].bytes();
      live += bytes;
      if (across) // it does not die here, so the output may not begin in it
        continue;
      const uint64_t distance = facts.distances[n][size_t(at - node.inputs.begin())];
      if (distance < out)
        shared += std::min(bytes, out - distance);
    }
    bound = std::max(bound, live - std::min(shared, out));
  }
  return bound;
}

uint64_t upperBound(const ir::DeployGraph &graph) {
  // Whatever is placed lies on 0 or on something placed before: a chain of distinct buffers.
  uint64_t sum = 0;
  for (const ir::DeployTensor &tensor : graph.tensors)
    sum += aligned(tensor.bytes());
  for (const ir::DeployNode &node : graph.nodes)
    sum += aligned(kernels::scratchBytes(graph, node));
  return sum;
}

uint64_t lowerBound(const ir::DeployGraph &graph, const ir::Schedule &schedule) {
  const Lives lives = livesOf(graph, schedule);
  const size_t steps = schedule.steps.size();
  std::vector<int64_t> change(steps + 2, 0); // of the living bytes, by step
  std::vector<uint64_t> made(steps, 0);
  std::vector<std::map<uint32_t, uint64_t>> dying(steps); // by step and tensor
  for (const Span &span : lives.spans) {
    change[size_t(std::max<int64_t>(span.born, 0))] += int64_t(span.bytes);
    change[std::min(size_t(span.dies + 1), steps + 1)] -= int64_t(span.bytes);
    if (span.born >= 0)
      made[size_t(span.born)] += span.bytes;
    if (span.dies >= 0 && span.dies < int64_t(steps))
      dying[size_t(span.dies)][span.tensor] += span.bytes;
  }
  uint64_t bound = 0;
  int64_t living = 0;
  for (size_t i = 0; i < steps; ++i) {
    living += change[i];
    const ir::Step &step = schedule.steps[i];
    if (step.node == ir::Step::Feed) {
      bound = std::max(bound, uint64_t(living));
      continue;
    }
    const ir::DeployNode &node = graph.nodes[step.node];
    const uint64_t apart = graph.tensors[node.output].bytes();
    uint64_t shared = 0;
    for (size_t k = 0; k < node.inputs.size(); ++k) {
      const uint64_t distance = kernels::distance({graph, node, step.rows, step.mirrored}, k);
      if (distance < apart)
        shared += ir::isWhole(graph, step) ? std::min(dying[i][node.inputs[k]], apart - distance)
                                           : dying[i][node.inputs[k]];
    }
    bound = std::max(bound, uint64_t(living) - std::min(shared, made[i]) +
                                kernels::scratchBytes(graph, node));
  }
  return bound;
}

} // namespace pnasc::plan
