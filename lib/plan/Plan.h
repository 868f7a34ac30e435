// SPDX-License-Identifier: Apache-2.0
// DeployGraph -> MemoryPlan: the order of the kernels and the byte offset of every buffer.
#pragma once

#include "ir/Deploy.h"

namespace pnasc::plan {

/// Deterministic; never above the plan in the graph's own order placed greedily by size.
ir::MemoryPlan plan(const ir::DeployGraph &graph);

/// Checks a plan with plain code that knows nothing of the planner: every buffer that lives at the
/// same step as another is apart from it unless the kernel allows the overlap, inputs are made
/// before they are read, the arena is exactly as large as the highest end. Empty when right.
std::string verify(const ir::DeployGraph &graph, const ir::MemoryPlan &plan);

/// No plan of this graph can need less, in any order of its nodes: the largest sum of tensors that
/// must live while one node runs.
uint64_t lowerBound(const ir::DeployGraph &graph);
/// plan() never needs more: all buffers side by side.
uint64_t upperBound(const ir::DeployGraph &graph);

} // namespace pnasc::plan
