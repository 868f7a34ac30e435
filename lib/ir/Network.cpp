// SPDX-License-Identifier: Apache-2.0
#include "ir/Network.h"
#include "ir/Text.h"
#include "support/Digest.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"

namespace pnasc::ir {

template <class Entries> static auto place(Entries &entries, llvm::StringRef name) {
  return llvm::lower_bound(entries, name,
                           [](const auto &entry, llvm::StringRef n) { return entry.first < n; });
}

// There are few of them, and names mostly differ in length: looking at each is the fastest way.
bool Attributes::has(llvm::StringRef name) const {
  return llvm::any_of(entries, [&](const auto &entry) { return name == entry.first; });
}

llvm::ArrayRef<int64_t> Attributes::list(llvm::StringRef name) const {
  for (const auto &[key, values] : entries)
    if (name == key)
      return values;
  return {};
}

int64_t Attributes::get(llvm::StringRef name, int64_t fallback) const {
  const auto values = list(name);
  return values.empty() ? fallback : values.front();
}

void Attributes::set(llvm::StringRef name, std::vector<int64_t> values) {
  const auto at = place(entries, name);
  if (at != entries.end() && at->first == name)
    at->second = std::move(values);
  else
    entries.insert(at, {name.str(), std::move(values)});
}

llvm::StringRef regionName(Region region) {
  static constexpr const char *names[] = {"stem", "group1", "group2", "group3", "group4", "head"};
  return names[size_t(region)];
}

std::vector<std::vector<NodeId>> Network::users() const {
  std::vector<std::vector<NodeId>> list(nodes.size());
  for (NodeId id = 0; id < nodes.size(); ++id)
    for (NodeId input : nodes[id].inputs)
      list[input].push_back(id);
  return list;
}

static void appendNode(std::string &text, NodeId id, const Node &node, bool names) {
  text += '%';
  text += std::to_string(id);
  text += " = ";
  text += node.op;
  text += '(';
  appendIds(text, node.inputs);
  text += ')';
  appendAttributes(text, node.attributes);
  text += " : ";
  text += node.shape.text();
  text += " @";
  text += regionName(node.region);
  if (names && !node.name.empty()) {
    text += ' ';
    appendQuoted(text, node.name);
  }
  text += '\n';
}

static std::string textOf(const Network &network, bool names) {
  std::string text = "network ";
  text.reserve(network.nodes.size() * 128);
  if (names && !network.name.empty())
    text += network.name + ' ';
  if (!network.nodes.empty())
    text += network.inputShape().text();
  text += " -> " + std::to_string(network.classes) + " classes\n";
  for (NodeId id = 0; id < network.nodes.size(); ++id)
    appendNode(text, id, network.nodes[id], names);
  text += "return ";
  appendIds(text, network.outputs);
  text += '\n';
  return text;
}

std::string Network::text() const { return textOf(*this, true); }
std::string Network::namelessText() const { return textOf(*this, false); }
std::string Network::digest() const { return support::digest(namelessText()); }

/// What is wrong with one node; empty when right.
static std::string problemOf(const Network &network, NodeId id) {
  const Node &node = network.nodes[id];
  if (node.op.empty())
    return "has no operator";
  if ((id == 0) != (node.op == "input"))
    return id == 0 ? "must be the input" : "is a second input";
  if (id == 0 && !node.inputs.empty())
    return "is the input and has inputs";
  for (NodeId input : node.inputs)
    if (input >= id)
      return "reads %" + std::to_string(input) + ", which is not made before it";
  if (node.shape.channels < 1 || node.shape.height < 1 || node.shape.width < 1)
    return "has the empty shape " + node.shape.text();
  return "";
}

std::string Network::verifyStructure() const {
  if (nodes.empty())
    return "the network has no nodes";
  llvm::StringSet<> names;
  for (NodeId id = 0; id < nodes.size(); ++id) {
    std::string problem = problemOf(*this, id);
    if (problem.empty() && !nodes[id].name.empty() && !names.insert(nodes[id].name).second)
      problem = "is a second node of that name";
    if (!problem.empty())
      return "node %" + std::to_string(id) + " '" + nodes[id].name + "' " + problem;
  }
  if (outputs.empty())
    return "the network has no output";
  for (NodeId output : outputs)
    if (output >= nodes.size())
      return "output %" + std::to_string(output) + " is no node";
  return "";
}

} // namespace pnasc::ir
