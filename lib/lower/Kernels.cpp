// SPDX-License-Identifier: Apache-2.0
#include "catalogue/kernels/Kernel.h"
#include "lower/Lower.h"

namespace pnasc::lower {

void chooseKernels(ir::DeployGraph &graph) {
  for (ir::DeployNode &node : graph.nodes)
    if (const kernels::Kernel *kernel = kernels::choose(graph, node))
      node.kernel = kernel->name;
}

} // namespace pnasc::lower
