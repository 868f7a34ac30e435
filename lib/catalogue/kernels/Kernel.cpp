// SPDX-License-Identifier: Apache-2.0
#include "catalogue/kernels/Kernel.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <cassert>

namespace pnasc::kernels {

#define PNASC_KERNEL(stem) const Kernel &kernel_##stem();
#include "Kernels.inc"
#undef PNASC_KERNEL

const std::vector<const Kernel *> &all() {
  static const std::vector<const Kernel *> kernels = {
#define PNASC_KERNEL(stem) &kernel_##stem(),
#include "Kernels.inc"
#undef PNASC_KERNEL
  };
  return kernels;
}

const Kernel *find(llvm::StringRef name) {
  for (const Kernel *kernel : all())
    if (name == kernel->name)
      return kernel;
  return nullptr;
}

static bool runs(const Kernel &kernel, const ir::DeployNode &node) {
  if (node.tabulated)
    return kernel.tabulates;
  if (node.walk)
    return kernel.walks;
  return llvm::is_contained(kernel.ops, node.op);
}

static bool handles(const Kernel &kernel, const Site &site) {
  bool same = kernel.weights == site.node.weights && kernel.element == site.outputElement();
  for (size_t i = 0; i < site.node.inputs.size(); ++i)
    same &= kernel.element == site.inputElement(i);
  return same && kernel.accepts(site);
}

const Kernel *choose(const ir::DeployGraph &graph, const ir::DeployNode &node) {
  const targets::Target *core = targets::find(graph.core);
  const std::vector<std::string> isas = core ? core->isas : std::vector<std::string>{"c"};
  for (const std::string &isa : isas) {
    const Kernel *best = nullptr;
    for (const Kernel *kernel : all())
      if (kernel->isa == isa && runs(*kernel, node) && (!best || kernel->rank > best->rank) &&
          handles(*kernel, {graph, node}))
        best = kernel;
    if (best)
      return best;
  }
  return nullptr;
}

const Kernel *kernelOf(const ir::DeployNode &node) {
  return node.kernel.empty() ? nullptr : find(node.kernel);
}

const CodeSize &Kernel::size(llvm::StringRef core) const {
  const auto found = sizes.find(std::string_view(core.data(), core.size()));
  assert(found != sizes.end() && "kernel was not measured on this core");
  return found->second;
}

std::string obstacle(const ir::DeployGraph &graph, const ir::DeployNode &node) {
  if (node.kernel.empty())
    return "no kernel runs " + node.op + " of these shapes and element types";
  const Kernel *kernel = find(node.kernel);
  if (!kernel)
    return "there is no kernel '" + node.kernel + "'";
  return runs(*kernel, node) && handles(*kernel, {graph, node})
             ? ""
             : "kernel '" + node.kernel + "' does not run " + node.op +
                   " of these shapes and element types";
}

uint64_t scratchBytes(const ir::DeployGraph &graph, const ir::DeployNode &node) {
  const Kernel *kernel = kernelOf(node);
  return kernel && kernel->scratchBytes ? kernel->scratchBytes({graph, node}) : 0;
}

uint64_t distance(const Site &site, size_t i) {
  const Kernel *kernel = kernelOf(site.node);
  const uint64_t apart = site.graph.tensors[site.node.output].bytes();
  if (!kernel || !kernel->distance)
    return apart;
  return std::min(apart, kernel->distance(site, i));
}

double instructions(const ir::DeployGraph &graph, const ir::DeployNode &node) {
  const Kernel *kernel = kernelOf(node);
  return kernel ? kernel->instructions({graph, node}) : 0;
}

} // namespace pnasc::kernels
