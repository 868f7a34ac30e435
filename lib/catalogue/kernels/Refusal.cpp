// SPDX-License-Identifier: Apache-2.0
#include "catalogue/kernels/Refusal.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::kernels {

static bool exceeds(const ir::Shape &shape) {
  return std::max({shape.channels, shape.height, shape.width}) > UINT16_MAX;
}

/// Sizes of the node's maps or window that 16 bits don't hold.
static bool isLarge(const ir::DeployGraph &graph, const ir::DeployNode &node) {
  const Site site{graph, node};
  if (exceeds(site.output()))
    return true;
  for (size_t i = 0; i < node.inputs.size(); ++i)
    if (exceeds(site.input(i)))
      return true;
  for (const char *name : {"kernel", "stride", "dilation", "padding"})
    if (llvm::any_of(node.attributes.list(name), [](int64_t v) { return v > UINT16_MAX; }))
      return true;
  return false;
}

static bool isInt8(const ir::DeployGraph &graph, const ir::DeployNode &node) {
  const Site site{graph, node};
  bool is = node.weights == ir::Element::Int8 && site.outputElement() == ir::Element::Int8;
  for (size_t i = 0; i < node.inputs.size(); ++i)
    is &= site.inputElement(i) == ir::Element::Int8;
  return is;
}

std::string refusal(const ir::DeployGraph &graph, const ir::DeployNode &node) {
  if (choose(graph, node))
    return "";
  if (!isInt8(graph, node))
    return "no kernel takes " + node.op + " of other element types than int8";
  const Site site{graph, node};
  return "no kernel takes " + node.op + " from " + site.input().text() + " to " +
         site.output().text() +
         (isLarge(graph, node) ? ": on the target sizes, channels and windows end at 65535"
                               : ": on the target its sums would leave 32 bits");
}

std::string refusal(const ir::DeployGraph &graph) {
  for (const ir::DeployNode &node : graph.nodes)
    if (node.kernel.empty())
      return "'" + node.name + "': " + refusal(graph, node);
  return "";
}

} // namespace pnasc::kernels
