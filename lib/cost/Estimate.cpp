// SPDX-License-Identifier: Apache-2.0
// What a lowered and planned network costs on its target.
#include "catalogue/kernels/Kernel.h"
#include "cost/Cost.h"

namespace pnasc::cost {

ir::Costs estimate(const ir::Network &network, const ir::DeployGraph &graph,
                   const ir::Schedule &plan, double clockHz) {
  assert(clockHz > 0);
  ir::Costs costs = ofNetwork(network);
  costs.romBytes = kernels::romBytes(graph);
  costs.arenaBytes = plan.arenaBytes;
  costs.contextBytes = kernels::ContextBytes;
  costs.stackBytes = kernels::stackBytes(graph);
  costs.instructions = kernels::instructions(graph);
  costs.latencySeconds = kernels::cycles(graph) / clockHz;
  return costs;
}

} // namespace pnasc::cost
