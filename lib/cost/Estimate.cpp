// SPDX-License-Identifier: Apache-2.0
#include "catalogue/kernels/Kernel.h"
#include "cost/Cost.h"

namespace pnasc::cost {

/// sizeof(m_context) on a 32-bit core: `int8_t *arena; uint32_t magic;`
static constexpr uint64_t ContextBytes = 8;

ir::Costs estimate(const ir::Network &network, const ir::DeployGraph &graph,
                   const ir::MemoryPlan &plan, double clockHz) {
  assert(clockHz > 0);
  ir::Costs costs = ofNetwork(network);
  costs.romBytes = romBytes(graph);
  costs.arenaBytes = plan.arenaBytes;
  costs.contextBytes = ContextBytes;
  costs.stackBytes = kernels::stackBytes(graph);
  costs.instructions = kernels::instructions(graph);
  costs.latencySeconds = kernels::cycles(graph) / clockHz;
  return costs;
}

} // namespace pnasc::cost
