// SPDX-License-Identifier: Apache-2.0
#include "foreign/Verify.h"
#include "onnx/Limits.h"

namespace pnasc::foreign {

static bool isUnderstood(const Constant &constant) {
  return constant.isFloat() || constant.isInteger() || constant.isByte();
}

static std::string wrongConstant(const Graph &graph) {
  for (const auto &[name, constant] : graph.constants)
    if (isUnderstood(constant) && onnx::elementsOf(constant.sizes) != int64_t(constant.count()))
      return "constant '" + name + "' of " + onnx::sizesText(constant.sizes) + " has " +
             std::to_string(constant.count()) + " values";
  return "";
}

std::string verify(const Graph &graph, const KnownSizes &known) {
  std::set<std::string> made;
  for (const auto &[name, constant] : graph.constants)
    made.insert(name);
  for (const Value &input : graph.inputs)
    if (!made.insert(input.name).second && !graph.find(input.name))
      return "input '" + input.name + "' is made twice";
  for (const Node &node : graph.nodes) {
    if (node.outputs.empty())
      return nodeText(node) + " makes nothing";
    for (const std::string &value : node.inputs)
      if (!value.empty() && !made.count(value))
        return nodeText(node) + " reads '" + value + "' before it is made";
    for (const std::string &value : node.outputs)
      if (!value.empty() && !made.insert(value).second)
        return nodeText(node) + " makes '" + value + "', which is made already";
  }
  for (const Value &output : graph.outputs)
    if (!made.count(output.name))
      return "output '" + output.name + "' is made by nobody";
  for (const auto &[value, sizes] : known)
    if (onnx::elementsOf(sizes) < 1)
      return "'" + value + "' is said to be " + onnx::sizesText(sizes);
  return wrongConstant(graph);
}

} // namespace pnasc::foreign
