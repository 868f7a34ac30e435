// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/Op.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

namespace pnasc::ops {

#define PNASC_OP(stem) const Op &op_##stem();
#include "Ops.inc"
#undef PNASC_OP

const std::vector<const Op *> &all() {
  static const std::vector<const Op *> ops = [] {
    std::vector<const Op *> list = {
#define PNASC_OP(stem) &op_##stem(),
#include "Ops.inc"
#undef PNASC_OP
    };
    llvm::sort(list, [](const Op *a, const Op *b) { return a->name < b->name; });
    return list;
  }();
  return ops;
}

const Op *find(llvm::StringRef name) {
  static const llvm::StringMap<const Op *> byName = [] {
    llvm::StringMap<const Op *> map;
    for (const Op *op : all())
      map[op->name] = op;
    return map;
  }();
  return byName.lookup(name);
}

const Traits &traitsOf(llvm::StringRef op) {
  const Op *found = find(op);
  assert(found && "an operator of the catalogue");
  return found->traits;
}

std::vector<ir::Shape> inputShapes(const ir::Network &network, const ir::Node &node) {
  std::vector<ir::Shape> shapes;
  shapes.reserve(node.inputs.size());
  for (ir::NodeId input : node.inputs)
    shapes.push_back(network.nodes[input].shape);
  return shapes;
}

std::vector<Parameter> parametersOf(const ir::Network &network, const ir::Node &node) {
  const Op *op = find(node.op);
  assert(op && "verify() comes before parametersOf()");
  return op->parameters(node.attributes, inputShapes(network, node));
}

ir::Rows inputRows(const ir::DeployGraph &graph, const ir::DeployNode &node, size_t i,
                   ir::Rows rows) {
  const ir::Shape &in = graph.tensors[node.inputs[i]].shape;
  const ir::Shape &out = graph.tensors[node.output].shape;
  const Op *op = find(node.op);
  return op && op->inputRows ? op->inputRows(node.attributes, in, out, rows)
                             : ir::Rows{0, in.rows()};
}

} // namespace pnasc::ops
