// SPDX-License-Identifier: Apache-2.0
// FLOPs, MACs and parameters, before anything is known of a target.
#include "catalogue/ops/shared/Op.h"
#include "cost/Cost.h"
#include "ir/Tensor.h"

namespace pnasc::cost {

bool isOfPart(llvm::StringRef node, llvm::StringRef part) {
  return part.empty() || (node.consume_front(part) && (node.empty() || node.front() == '.'));
}

ir::Costs ofNetwork(const ir::Network &network, llvm::StringRef part) {
  ir::Costs costs;
  for (const ir::Node &node : network.nodes) {
    if (!isOfPart(node.name, part))
      continue;
    const ops::Op *op = ops::find(node.op);
    assert(op && "networks are verified before they are weighed");
    const auto inputs = ops::inputShapes(network, node);
    const ops::Cost cost = op->cost(node.attributes, inputs, node.shape);
    costs.flops += cost.flops;
    costs.macs += cost.macs;
    for (const ops::Parameter &parameter : op->parameters(node.attributes, inputs))
      if (parameter.trainable)
        costs.parameters += uint64_t(ir::FloatArray::count(parameter.shape));
  }
  return costs;
}

} // namespace pnasc::cost
