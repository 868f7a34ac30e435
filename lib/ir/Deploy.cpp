// SPDX-License-Identifier: Apache-2.0
#include "ir/Deploy.h"
#include "ir/Text.h"
#include "support/Units.h"

namespace pnasc::ir {

double Costs::part(llvm::StringRef name, Metric metric) const {
  for (const Part &one : parts)
    if (one.name == name)
      return one.figures[size_t(metric)];
  return 0;
}

static std::string clampText(const DeployNode &node) {
  switch (node.clamp) {
  case Clamp::None:
    return "";
  case Clamp::Relu:
    return " relu";
  case Clamp::Relu6:
    return " relu6";
  case Clamp::Clip:
    return " clip[" + support::exactText(double(node.bounds[0])) + "," +
           support::exactText(double(node.bounds[1])) + "]";
  }
  return "";
}

static void appendWalk(std::string &text, const Walk &walk) {
  text += " walk " + std::to_string(walk.base) + ' ';
  appendNumbers(text, walk.counts);
  text += ' ';
  appendNumbers(text, walk.strides);
}

/// `16x4x4 "stem.relu"`
static void appendTensor(std::string &text, const DeployTensor &tensor) {
  text += tensor.shape.text() + ' ';
  if (tensor.element != Element::Int8)
    text += infoOf(tensor.element).name.str() + ' ';
  appendQuoted(text, tensor.name);
}

static void appendNode(std::string &text, const DeployGraph &graph, const DeployNode &node) {
  text += '%' + std::to_string(node.output) + " = " + node.op + '(';
  appendIds(text, node.inputs);
  text += ')';
  appendAttributes(text, node.attributes);
  text += clampText(node);
  if (node.tabulated)
    text += " table";
  if (node.walk)
    appendWalk(text, *node.walk);
  if (!node.kernel.empty())
    text += " by " + node.kernel;
  if (node.weights != Element::Int8)
    text += " with " + infoOf(node.weights).name.str() + " weights";
  text += ' ';
  appendQuoted(text, node.name);
  text += " : ";
  appendTensor(text, graph.tensors[node.output]);
  if (node.source != 0)
    text += " from " + std::to_string(node.source);
  if (node.batchNorm >= 0)
    text += " norm " + std::to_string(node.batchNorm) + '+' + std::to_string(node.batchNormOffset);
  text += '\n';
}

std::string DeployGraph::text() const {
  std::string text = "deploy ";
  appendName(text, name);
  text += (core.empty() ? "" : " on " + core) + '\n';
  if (!tensors.empty()) {
    text += "%0 : ";
    appendTensor(text, tensors.front());
    text += '\n';
  }
  for (const DeployNode &node : nodes)
    appendNode(text, *this, node);
  text += "return ";
  appendIds(text, outputs);
  text += '\n';
  return text;
}

std::string DeployGraph::verifyStructure() const {
  if (tensors.empty())
    return "the graph has no input";
  if (tensors.size() != nodes.size() + 1)
    return "the graph has " + std::to_string(nodes.size()) + " nodes and " +
           std::to_string(tensors.size()) + " tensors";
  for (size_t n = 0; n < nodes.size(); ++n) {
    if (nodes[n].output != n + 1)
      return "node " + std::to_string(n) + " makes %" + std::to_string(nodes[n].output);
    for (uint32_t input : nodes[n].inputs)
      if (input > n)
        return "%" + std::to_string(n + 1) + " reads %" + std::to_string(input) +
               ", which is not made before it";
  }
  if (outputs.empty())
    return "the graph has no output";
  for (uint32_t output : outputs)
    if (output >= tensors.size())
      return "output %" + std::to_string(output) + " is no tensor";
  return "";
}

} // namespace pnasc::ir
