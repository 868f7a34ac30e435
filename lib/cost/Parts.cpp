// SPDX-License-Identifier: Apache-2.0
// Figures of parts of a network that requirements speak of.
#include "catalogue/kernels/Kernel.h"
#include "cost/Cost.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

namespace pnasc::cost {

/// Bytes of the arena that hold something at one step; overlapped buffers count once.
static uint64_t usedAt(uint32_t step, const ir::Schedule &plan) {
  std::vector<std::pair<uint64_t, uint64_t>> live;
  for (const auto *list : {&plan.tensors, &plan.scratch})
    for (const ir::Placement &one : *list)
      if (one.bytes && one.firstStep <= step && step <= one.lastStep)
        live.emplace_back(one.offset, one.offset + one.bytes);
  llvm::sort(live);
  uint64_t used = 0, end = 0;
  for (const auto &[from, to] : live) {
    used += std::max(to, end) - std::max(from, end);
    end = std::max(end, to);
  }
  return used;
}

static ir::Costs::Part figuresOf(const ir::Network &network, const ir::DeployGraph &graph,
                                 const ir::Schedule &plan, double clockHz,
                                 const std::string &name) {
  double ram = 0, rom = 0;
  ir::DeployGraph own = graph; // of the part's nodes only
  own.nodes.clear();
  std::vector<bool> met(graph.nodes.size(), false);
  for (uint32_t step = 0; step < plan.steps.size(); ++step) {
    const uint32_t index = plan.steps[step].node;
    if (index == ir::Step::Feed)
      continue;
    const ir::DeployNode &node = graph.nodes[index];
    if (!isOfPart(network.nodes[node.source].name, name))
      continue;
    ram = std::max(ram, double(usedAt(step, plan)));
    if (met[index])
      continue;
    met[index] = true;
    own.nodes.push_back(node);
    rom += double(kernels::nodeRomBytes(graph, node));
  }
  ir::Costs costs = ofNetwork(network, name);
  costs.latencySeconds = kernels::cycles(own) / clockHz;
  ir::Costs::Part part{name};
  for (const ir::MetricRow &row : ir::metrics())
    part.figures[size_t(row.metric)] = row.of(costs);
  part.figures[size_t(ir::Metric::Ram)] = ram; // of the arena alone
  part.figures[size_t(ir::Metric::Rom)] = rom;
  return part;
}

std::vector<ir::Costs::Part> partFigures(const ir::Network &network, const ir::DeployGraph &graph,
                                         const ir::Schedule &plan, double clockHz,
                                         const std::vector<std::string> &names) {
  std::vector<ir::Costs::Part> parts;
  for (const std::string &name : names)
    parts.push_back(figuresOf(network, graph, plan, clockHz, name));
  return parts;
}

} // namespace pnasc::cost
