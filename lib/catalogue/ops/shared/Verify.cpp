// SPDX-License-Identifier: Apache-2.0
// Whether a network's nodes obey the rules of their operators.
#include "catalogue/ops/shared/Op.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::ops {

/// What is wrong with one attribute that the operator knows; empty when right.
static std::string verifyAttribute(const AttributeRule &rule, const ir::Attributes &attributes) {
  if (!attributes.has(rule.name))
    return rule.fallback.empty() ? "needs the attribute '" + rule.name + "'" : "";
  const auto values = attributes.list(rule.name);
  if (values.size() != rule.length)
    return "attribute '" + rule.name + "' needs " + std::to_string(rule.length) +
           " values, found " + std::to_string(values.size());
  for (int64_t value : values)
    if (value < rule.least)
      return "attribute '" + rule.name + "' is " + std::to_string(value) +
             ", needs to be at least " + std::to_string(rule.least);
  return "";
}

static std::string verifyAttributes(const Op &op, const ir::Attributes &attributes) {
  for (const auto &[name, values] : attributes.all())
    if (llvm::none_of(op.attributes, [&n = name](const auto &rule) { return rule.name == n; }))
      return "attribute '" + name + "' is unknown to " + op.name;
  for (const AttributeRule &rule : op.attributes)
    if (auto problem = verifyAttribute(rule, attributes); !problem.empty())
      return problem;
  return "";
}

static std::string verifyNode(const ir::Network &network, const ir::Node &node) {
  const Op *op = find(node.op);
  if (!op)
    return "unknown operator '" + node.op + "'";
  const size_t count = node.inputs.size();
  if (count < op->least || count > op->most)
    return op->name + " of " + std::to_string(count) + " inputs";
  if (auto problem = verifyAttributes(*op, node.attributes); !problem.empty())
    return problem;
  if (node.op == "input")
    return "";
  auto shape = op->shape(node.attributes, inputShapes(network, node));
  if (!shape)
    return llvm::toString(shape.takeError());
  if (*shape != node.shape)
    return "shape is " + node.shape.text() + ", its operator gives " + shape->text();
  return "";
}

std::string verify(const ir::Network &network) {
  if (auto problem = network.verifyStructure(); !problem.empty())
    return problem;
  for (size_t id = 0; id < network.nodes.size(); ++id)
    if (auto problem = verifyNode(network, network.nodes[id]); !problem.empty())
      return "node %" + std::to_string(id) + " '" + network.nodes[id].name + "': " + problem;
  return "";
}

} // namespace pnasc::ops
