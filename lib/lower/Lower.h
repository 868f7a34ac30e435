// SPDX-License-Identifier: Apache-2.0
// Network -> DeployGraph: batch norm folded into the operator before it (through concatenations, too;
// where nothing can take it, it becomes a depthwise 1x1 convolution), ReLU fused as a clamp, flatten
// dissolved. By shapes only: no values are needed, and none would change the result.
#pragma once

#include "ir/Deploy.h"

namespace pnasc::lower {

ir::DeployGraph lower(const ir::Network &network, llvm::StringRef core);
/// Chooses each node's kernel for the graph's core; also used for graphs read from ONNX.
void chooseKernels(ir::DeployGraph &graph);

} // namespace pnasc::lower
