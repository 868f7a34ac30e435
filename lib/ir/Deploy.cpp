// SPDX-License-Identifier: Apache-2.0
#include "ir/Deploy.h"
#include "ir/Text.h"
#include "support/Units.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

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

static void appendTensor(std::string &text, uint32_t id, const DeployTensor &tensor) {
  text += '%' + std::to_string(id) + " : " + tensor.shape.text() + ' ';
  appendQuoted(text, tensor.name);
  text += '\n';
}

/// `%3 = conv(%2) {...} relu6 by conv_c "stem.conv1" : 16x1x512 "stem.relu1"`
static void appendNode(std::string &text, const DeployGraph &graph, const DeployNode &node) {
  text += '%' + std::to_string(node.output) + " = " + node.op + '(';
  appendIds(text, node.inputs);
  text += ')';
  appendAttributes(text, node.attributes);
  text += clampText(node);
  if (!node.kernel.empty())
    text += " by " + node.kernel;
  text += ' ';
  appendQuoted(text, node.name);
  const DeployTensor &tensor = graph.tensors[node.output];
  text += " : " + tensor.shape.text() + ' ';
  appendQuoted(text, tensor.name);
  text += '\n';
}

std::string DeployGraph::text() const {
  std::string text = "deploy " + name + (core.empty() ? "" : " on " + core) + '\n';
  if (!tensors.empty())
    appendTensor(text, 0, tensors.front());
  for (const DeployNode &node : nodes)
    appendNode(text, *this, node);
  text += "return ";
  appendIds(text, outputs);
  text += '\n';
  return text;
}

static void printPlacement(llvm::raw_ostream &os, const Placement &p, uint64_t arena) {
  os << llvm::format("  %8llu .. %-8llu", (unsigned long long)p.offset,
                     (unsigned long long)(p.offset + p.bytes))
     << llvm::format(" steps %u-%u", p.firstStep, p.lastStep);
  os << (p.offset + p.bytes == arena ? "  top" : "");
}

std::string MemoryPlan::text(const DeployGraph &graph) const {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << "plan " << graph.name << ": arena " << support::bytesText(arenaBytes) << ", alignment "
     << alignment << "\norder";
  for (uint32_t node : order)
    os << ' ' << graph.nodes[node].name;
  os << '\n';
  for (size_t id = 0; id < tensors.size(); ++id) {
    printPlacement(os, tensors[id], arenaBytes);
    os << "  %" << id << ' ' << graph.tensors[id].name << '\n';
  }
  for (size_t node = 0; node < scratch.size(); ++node) {
    if (scratch[node].bytes == 0)
      continue;
    printPlacement(os, scratch[node], arenaBytes);
    os << "  scratch of " << graph.nodes[node].name << '\n';
  }
  return os.str();
}

} // namespace pnasc::ir
