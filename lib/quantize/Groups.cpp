// SPDX-License-Identifier: Apache-2.0
#include "quantize/Groups.h"
#include "catalogue/ops/shared/Op.h"
#include "llvm/ADT/IntEqClasses.h"

namespace pnasc::quantize {

std::vector<uint32_t> sharedParams(const ir::DeployGraph &graph) {
  llvm::IntEqClasses classes(unsigned(graph.tensors.size()));
  for (const ir::DeployNode &node : graph.nodes)
    if (ops::traitsOf(node.op).moves)
      for (uint32_t input : node.inputs)
        classes.join(input, node.output);
  std::vector<uint32_t> leaders;
  for (uint32_t tensor = 0; tensor < graph.tensors.size(); ++tensor)
    leaders.push_back(classes.findLeader(tensor));
  return leaders;
}

} // namespace pnasc::quantize
