// SPDX-License-Identifier: Apache-2.0
// Shapes that no kernel takes: parameter structs hold sizes in 16 bits, sums are held in 32.
#pragma once

#include "catalogue/kernels/Kernel.h"

namespace pnasc::kernels {

/// Why nothing runs this node on graph.core, in a user's words; empty where a kernel does.
std::string refusal(const ir::DeployGraph &graph, const ir::DeployNode &node);
/// Of the graph's first node that names no kernel after `choose` had its turn.
std::string refusal(const ir::DeployGraph &graph);

} // namespace pnasc::kernels
