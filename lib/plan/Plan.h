// SPDX-License-Identifier: Apache-2.0
// DeployGraph -> Schedule: the order of the kernels and the byte offset of every buffer. A schedule
// from elsewhere is judged by the same check.
#pragma once

#include "ir/Schedule.h"

namespace pnasc::plan {

/// One step a node, every tensor whole. Deterministic; never above the plan in the graph's own
/// order placed greedily by size.
ir::Schedule plan(const ir::DeployGraph &graph);

/// Checks any schedule, with plain code that knows nothing of the planner: every row is made once
/// and before it is read, and stays until its last reader is through; what is made over it in that
/// very step lies as the kernel allows; the arena is exactly as large as the highest end. Empty
/// when right, else what is wrong, in a user's words.
std::string verify(const ir::DeployGraph &graph, const ir::Schedule &schedule);

/// No placement of a schedule's steps can need less: the largest sum of rows that must live in one
/// of them. The schedule is right but for its offsets.
uint64_t lowerBound(const ir::DeployGraph &graph, const ir::Schedule &schedule);
/// No schedule of whole tensors can need less, in any order of the graph's nodes: the largest sum
/// of tensors that must live while one node runs. What runs by rows may.
uint64_t lowerBound(const ir::DeployGraph &graph);
/// plan() never needs more: all buffers side by side.
uint64_t upperBound(const ir::DeployGraph &graph);

} // namespace pnasc::plan
