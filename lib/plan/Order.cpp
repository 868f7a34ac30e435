// SPDX-License-Identifier: Apache-2.0
// Reordering pays only where branches are wide (Liberis and Lane 2019, arXiv 1910.05110, whose
// exact search is exponential); two list schedules find what is to be had in cells of a few
// branches.
#include "plan/Order.h"
#include <algorithm>
#include <numeric>

namespace pnasc::plan {

namespace {

/// Runs ready nodes one by one, always the one that a rule likes best.
class Scheduler {
public:
  explicit Scheduler(const Facts &facts) : facts(facts) {
    const ir::DeployGraph &graph = facts.graph;
    made.assign(graph.tensors.size(), true);
    for (const ir::DeployNode &node : graph.nodes)
      made[node.output] = false;
    left = facts.uses;
    for (uint32_t output : graph.outputs)
      ++left[output];
    done.assign(graph.nodes.size(), false);
  }

  /// `peakFirst`: least memory while the node runs, else least memory after it.
  std::vector<uint32_t> run(bool peakFirst) {
    std::vector<uint32_t> order;
    while (order.size() < done.size()) {
      int64_t best = INT64_MAX;
      uint32_t chosen = 0;
      for (uint32_t n = 0; n < done.size(); ++n)
        if (!done[n] && ready(n))
          if (const int64_t cost = price(n, peakFirst); cost < best) {
            best = cost;
            chosen = n;
          }
      start(chosen);
      order.push_back(chosen);
    }
    return order;
  }

private:
  bool ready(uint32_t n) const {
    const std::vector<uint32_t> &inputs = facts.graph.nodes[n].inputs;
    return std::all_of(inputs.begin(), inputs.end(), [&](uint32_t t) { return made[t]; });
  }

  int64_t price(uint32_t n, bool peakFirst) const {
    const ir::DeployNode &node = facts.graph.nodes[n];
    const int64_t out = int64_t(facts.graph.tensors[node.output].bytes());
    if (peakFirst)
      return out + int64_t(facts.scratch[n]);
    int64_t freed = 0;
    for (uint32_t t : node.inputs)
      if (left[t] == uint32_t(std::count(node.inputs.begin(), node.inputs.end(), t)))
        freed += int64_t(facts.graph.tensors[t].bytes());
    return out - freed;
  }

  void start(uint32_t n) {
    for (uint32_t t : facts.graph.nodes[n].inputs)
      --left[t];
    made[facts.graph.nodes[n].output] = true;
    done[n] = true;
  }

  const Facts &facts;
  std::vector<bool> made, done;
  std::vector<uint32_t> left;
};

} // namespace

std::vector<std::vector<uint32_t>> orders(const Facts &facts) {
  std::vector<uint32_t> own(facts.graph.nodes.size());
  std::iota(own.begin(), own.end(), 0);
  std::vector<std::vector<uint32_t>> all = {own};
  const bool branches =
      std::any_of(facts.uses.begin(), facts.uses.end(), [](uint32_t n) { return n > 1; });
  if (branches)
    for (bool peakFirst : {false, true})
      if (std::vector<uint32_t> order = Scheduler(facts).run(peakFirst);
          std::find(all.begin(), all.end(), order) == all.end())
        all.push_back(std::move(order));
  return all;
}

} // namespace pnasc::plan
