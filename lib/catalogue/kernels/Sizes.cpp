// SPDX-License-Identifier: Apache-2.0
// The library's ROM and stack as sums over its parts; test/unit/emit compares them with what the
// compiler and the linker make.
#include "catalogue/kernels/Kernel.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <cassert>
#include <set>

namespace pnasc::kernels {

bool measured(llvm::StringRef core) {
  const targets::Target *entry = targets::find(core);
  return entry && llvm::all_of(all(), [&](const Kernel *kernel) {
           return !llvm::is_contained(entry->isas, kernel->isa) || kernel->sizes.count(core.str());
         });
}

const Glue &glue(llvm::StringRef core) {
  const SizeTable *table = findSizeTable(core);
  assert(table && "the API was not measured on this core");
  return table->glue;
}

/// Kernels that a graph's nodes name, each once.
static std::vector<const Kernel *> used(const ir::DeployGraph &graph) {
  std::set<const Kernel *> found;
  for (const ir::DeployNode &node : graph.nodes)
    if (const Kernel *kernel = kernelOf(node))
      found.insert(kernel);
  return {found.begin(), found.end()};
}

std::vector<const Kernel *> measuredOn(llvm::StringRef core) {
  std::vector<const Kernel *> found;
  for (const Kernel *kernel : all())
    if (kernel->sizes.count(core.str()))
      found.push_back(kernel);
  return found;
}

uint64_t nodeRomBytes(const ir::DeployGraph &graph, const ir::DeployNode &node) {
  const Kernel *kernel = kernelOf(node);
  if (!kernel)
    return 0;
  const Site site{graph, node};
  const uint64_t calls = kernel->calls ? kernel->calls(site) : 1;
  return kernel->tableBytes(site) + calls * glue(graph.core).bytesPerCall;
}

uint64_t outputsRomBytes(llvm::StringRef core, size_t outputs) {
  return glue(core).bytesPerOutput * (outputs - 1);
}

uint64_t codeBytes(llvm::StringRef core, llvm::ArrayRef<const Kernel *> used) {
  uint64_t bytes = glue(core).codeBytes;
  for (const Kernel *kernel : used)
    bytes += kernel->size(core).codeBytes;
  return bytes;
}

uint64_t stackBytes(llvm::StringRef core, llvm::ArrayRef<const Kernel *> used) {
  uint64_t deepest = 0;
  for (const Kernel *kernel : used)
    deepest = std::max<uint64_t>(deepest, kernel->size(core).stackBytes);
  return glue(core).invokeStackBytes + deepest;
}

uint64_t romBytes(const ir::DeployGraph &graph) {
  uint64_t bytes =
      codeBytes(graph.core, used(graph)) + outputsRomBytes(graph.core, graph.outputs.size());
  for (const ir::DeployNode &node : graph.nodes)
    bytes += nodeRomBytes(graph, node);
  return bytes;
}

uint64_t stackBytes(const ir::DeployGraph &graph) { return stackBytes(graph.core, used(graph)); }

double instructions(const ir::DeployGraph &graph) {
  double sum = 0;
  for (const ir::DeployNode &node : graph.nodes)
    sum += instructions(graph, node);
  return sum * Margin;
}

double cycles(const ir::DeployGraph &graph) {
  const targets::Target *core = targets::find(graph.core);
  double sum = 0;
  for (const ir::DeployNode &node : graph.nodes)
    if (const Kernel *kernel = kernelOf(node))
      sum += kernel->instructions({graph, node}) * (core ? core->cpi(kernel->work) : 1);
  return sum * Margin;
}

} // namespace pnasc::kernels
