// SPDX-License-Identifier: Apache-2.0
// The library's ROM and stack as sums over its parts; test/unit/emit compares them with what the
// compiler and the linker make.
#include "catalogue/kernels/Kernel.h"
#include <algorithm>
#include <cassert>
#include <set>

namespace pnasc::kernels {

const Glue &glue(llvm::StringRef core) {
  static const std::vector<Glue> measured = {
      {"cortex-m4", 400, 12, 8, 48},
      {"cortex-m7", 400, 12, 8, 48},
  };
  const auto found =
      std::find_if(measured.begin(), measured.end(), [&](const Glue &g) { return core == g.core; });
  assert(found != measured.end() && "the API was not measured on this core");
  return *found;
}

uint64_t romBytes(const ir::DeployGraph &graph) {
  const Glue &api = glue(graph.core);
  uint64_t bytes = api.codeBytes + api.bytesPerOutput * (graph.outputs.size() - 1);
  std::set<const Kernel *> used;
  for (const ir::DeployNode &node : graph.nodes) {
    const Kernel *kernel = kernelOf(node);
    if (!kernel)
      continue;
    const Site site{graph, node};
    if (used.insert(kernel).second)
      bytes += kernel->size(graph.core).codeBytes;
    bytes += kernel->tableBytes(site);
    bytes += api.bytesPerCall * (kernel->calls ? kernel->calls(site) : 1);
  }
  return bytes;
}

uint64_t stackBytes(const ir::DeployGraph &graph) {
  uint64_t deepest = 0;
  for (const ir::DeployNode &node : graph.nodes)
    if (const Kernel *kernel = kernelOf(node))
      deepest = std::max<uint64_t>(deepest, kernel->size(graph.core).stackBytes);
  return glue(graph.core).invokeStackBytes + deepest;
}

double instructions(const ir::DeployGraph &graph) {
  double sum = 0;
  for (const ir::DeployNode &node : graph.nodes)
    sum += instructions(graph, node);
  return sum * Margin;
}

double cycles(const ir::DeployGraph &graph) {
  const cores::Core *core = cores::find(graph.core);
  double sum = 0;
  for (const ir::DeployNode &node : graph.nodes)
    if (const Kernel *kernel = kernelOf(node))
      sum += kernel->instructions({graph, node}) * (core ? core->cpi(kernel->work) : 1);
  return sum * Margin;
}

} // namespace pnasc::kernels
