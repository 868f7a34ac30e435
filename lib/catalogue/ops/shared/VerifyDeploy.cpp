// SPDX-License-Identifier: Apache-2.0
// The operators' rules for graphs that will run. What lower and the readers of files make obeys
// them; text may come from anyone.
#include "catalogue/ops/shared/Op.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>

namespace pnasc::ops {

/// Room for products of sizes within 64 bits.
static constexpr int64_t MostInList = 1 << 20;

static std::string verifyAttributes(const Op &op, const ir::DeployNode &node) {
  for (const auto &[name, values] : node.attributes.all())
    if (llvm::none_of(op.attributes, [&n = name](const auto &rule) { return rule.name == n; }))
      return "attribute '" + name + "' is unknown to " + op.name;
  for (const AttributeRule &rule : op.attributes) {
    if (!node.attributes.has(rule.name)) {
      if (rule.fallback.empty())
        return "needs the attribute '" + rule.name + "'";
      continue;
    }
    const auto values = node.attributes.list(rule.name);
    if (values.size() != rule.length)
      return "attribute '" + rule.name + "' needs " + std::to_string(rule.length) + " values";
    for (int64_t value : values)
      if (value < rule.least || (rule.length > 1 && std::abs(value) > MostInList))
        return "attribute '" + rule.name + "' is " + std::to_string(value);
  }
  return "";
}

/// Shapes as the operator's rule reads them: features of a map lie one after another.
static std::vector<ir::Shape> shapesOf(const ir::DeployGraph &graph, const ir::DeployNode &node,
                                       const Op &op) {
  std::vector<ir::Shape> shapes;
  for (uint32_t input : node.inputs) {
    const ir::Shape &shape = graph.tensors[input].shape;
    shapes.push_back(op.traits.takes == Takes::Features ? ir::Shape{shape.elements(), 1, 1}
                                                        : shape);
  }
  return shapes;
}

static std::string verifyNode(const ir::DeployGraph &graph, const ir::DeployNode &node) {
  const Op *op = find(node.op);
  if (!op || !op->integer)
    return "no operator '" + node.op + "' runs on a target";
  const size_t count = node.inputs.size();
  const bool chain = op->traits.lowering == Lowering::Chain;
  if (chain ? count != 2 : count < op->least || count > op->most)
    return op->name + " of " + std::to_string(count) + " inputs";
  if (std::string why = verifyAttributes(*op, node); !why.empty())
    return why;
  if (node.clamp != ir::Clamp::None && !op->traits.clamps)
    return op->name + " does not end in a clamp";
  const ir::Shape &out = graph.tensors[node.output].shape;
  llvm::Expected<ir::Shape> shape = op->shape(node.attributes, shapesOf(graph, node, *op));
  if (!shape)
    return llvm::toString(shape.takeError());
  if (*shape != out)
    return "shape is " + out.text() + ", its operator gives " + shape->text();
  if (node.tabulated != bool(op->function))
    return op->function ? "needs to be a table" : "is no table";
  std::optional<ir::Walk> walk;
  if (op->walk)
    walk = op->walk(node.attributes, graph.tensors[node.inputs[0]].shape, out);
  return node.walk == walk ? "" : "walks in another order than its operator";
}

static std::string named(const ir::DeployNode &node, const std::string &why) {
  return why.empty() ? "" : "%" + std::to_string(node.output) + " '" + node.name + "': " + why;
}

std::string verify(const ir::DeployGraph &graph) {
  std::string why = graph.verifyStructure();
  for (size_t n = 0; why.empty() && n < graph.nodes.size(); ++n)
    why = named(graph.nodes[n], verifyNode(graph, graph.nodes[n]));
  return why;
}

/// The shape of a node's weights, channels last; empty where it has none.
static std::vector<int64_t> weightShape(const ir::DeployGraph &graph, const ir::DeployNode &node) {
  const Op &op = *find(node.op);
  for (const Parameter &parameter : op.parameters(node.attributes, shapesOf(graph, node, op)))
    if (parameter.name == "weight" || parameter.name == "slope") {
      const std::vector<int64_t> &s = parameter.shape;
      return s.size() == 4 ? std::vector<int64_t>{s[0], s[2], s[3], s[1]} : s;
    }
  return {};
}

static bool usable(float scale) { return std::isfinite(scale) && scale > 0; }

static std::string verifyValues(const ir::IntegerNetwork &network, size_t index) {
  const ir::DeployNode &node = network.graph.nodes[index];
  const ir::IntegerValues &own = network.values[index];
  const std::vector<int64_t> shape = weightShape(network.graph, node);
  const size_t weights = shape.empty() ? 0 : size_t(ir::Array<int8_t>::count(shape));
  const size_t channels = shape.empty() ? 0 : size_t(shape.front());
  const size_t biases = traitsOf(node.op).weighted ? channels : 0;
  const auto expected = [](llvm::StringRef what, size_t count, size_t found) {
    return "needs " + std::to_string(count) + " " + what.str() + ", found " + std::to_string(found);
  };
  if (own.weight.data.size() != weights || (weights && own.weight.shape != shape))
    return expected("weights of its operator's shape", weights, own.weight.data.size());
  if (own.weightScales.size() != channels)
    return expected("weight scales", channels, own.weightScales.size());
  if (!llvm::all_of(own.weightScales, usable))
    return "needs weight scales above 0";
  if (own.bias.size() != biases)
    return expected("biases", biases, own.bias.size());
  if (own.table.size() != (node.tabulated ? 256 : 0))
    return expected("answers in its table", node.tabulated ? 256 : 0, own.table.size());
  return "";
}

std::string verify(const ir::IntegerNetwork &network) {
  const ir::DeployGraph &graph = network.graph;
  if (std::string why = verify(graph); !why.empty())
    return why;
  if (network.tensors.size() != graph.tensors.size() || network.values.size() != graph.nodes.size())
    return "not every tensor has a scale and every node its values";
  for (size_t t = 0; t < network.tensors.size(); ++t)
    if (!usable(network.tensors[t].scale) || network.tensors[t].zeroPoint < -128 ||
        network.tensors[t].zeroPoint > 127)
      return "%" + std::to_string(t) + " needs a scale above 0 and a zero point in -128..127";
  std::string why;
  for (size_t n = 0; why.empty() && n < graph.nodes.size(); ++n)
    why = named(graph.nodes[n], verifyValues(network, n));
  const size_t channels = size_t(graph.tensors[0].shape.channels);
  if (why.empty() && (network.inputMean.size() != network.inputDeviation.size() ||
                      (!network.inputMean.empty() && network.inputMean.size() != channels)))
    why = "needs a mean and a deviation for each channel of the input";
  return why;
}

} // namespace pnasc::ops
