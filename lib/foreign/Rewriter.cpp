// SPDX-License-Identifier: Apache-2.0
#include "foreign/Rewriter.h"

namespace pnasc::foreign {

Rewriter::Rewriter(Graph &graph, KnownSizes &known) : graph(graph), known(known) {
  for (const Value &output : graph.outputs)
    outputs.insert(output.name);
  for (Node &node : graph.nodes) {
    for (const std::string &output : node.outputs)
      makers[output] = &node;
    countReads(node, true);
  }
}

std::vector<Node *> Rewriter::nodes() {
  std::vector<Node *> list;
  for (Node &node : graph.nodes)
    if (!node.inputs.empty() && !node.outputs.empty())
      list.push_back(&node);
  return list;
}

void Rewriter::countReads(Node &node, bool reads) {
  for (const std::string &value : node.inputs)
    if (reads)
      readers[value].insert(&node);
    else
      readers[value].erase(&node);
}

Node *Rewriter::maker(const std::string &value) const {
  const auto at = makers.find(value);
  return at == makers.end() ? nullptr : at->second;
}

Node *Rewriter::onlyReader(const std::string &value) const {
  const auto at = readers.find(value);
  return isOutput(value) || at == readers.end() || at->second.size() != 1 ? nullptr
                                                                          : *at->second.begin();
}

const Sizes *Rewriter::sizes(const std::string &value) const {
  const auto at = known.find(value);
  return at == known.end() ? nullptr : &at->second;
}

std::optional<std::vector<float>> Rewriter::floats(const std::string &value) const {
  const Constant *constant = graph.find(value);
  return constant && constant->isFloat() ? std::optional(constant->floats()) : std::nullopt;
}

std::optional<Sizes> Rewriter::integers(const std::string &value) const {
  const Constant *constant = graph.find(value);
  return constant && constant->isInteger() ? std::optional(constant->integers()) : std::nullopt;
}

std::optional<double> Rewriter::uniform(const std::string &value) const {
  const Constant *constant = graph.find(value);
  if (!constant || !constant->isFloat() || constant->count() == 0)
    return std::nullopt;
  const std::vector<float> &values = constant->floats();
  return llvm::all_of(values, [&](float v) { return v == values.front(); })
             ? std::optional(double(values.front()))
             : std::nullopt;
}

const Sizes *Rewriter::constantSizes(const std::string &value) const {
  const Constant *constant = graph.find(value);
  return constant ? &constant->sizes : nullptr;
}

void Rewriter::setInputs(Node &node, std::vector<std::string> values) {
  countReads(node, false);
  std::swap(node.inputs, values);
  countReads(node, true);
  release(std::move(values));
}

bool Rewriter::isRead(const std::string &value) const {
  const auto at = readers.find(value);
  return isOutput(value) || (at != readers.end() && !at->second.empty());
}

void Rewriter::release(std::vector<std::string> values) {
  while (!values.empty()) {
    Node *node = maker(values.back());
    values.pop_back();
    if (!node || llvm::any_of(node->outputs, [&](const std::string &o) { return isRead(o); }))
      continue;
    values.insert(values.end(), node->inputs.begin(), node->inputs.end());
    countReads(*node, false);
    node->inputs.clear();
  }
}

void Rewriter::setInput(Node &node, int index, const std::string &value) {
  std::vector<std::string> values = node.inputs;
  values[size_t(index)] = value;
  setInputs(node, std::move(values));
}

void Rewriter::replace(Node &node, const std::string &instead) {
  const std::string result = node.outputs.front(), by = instead;
  if (isOutput(result)) {
    node.type = "Identity";
    node.attributes.clear();
    setInputs(node, {by});
    return;
  }
  const std::set<Node *> all = readers[result];
  for (Node *reader : all) {
    std::vector<std::string> values = reader->inputs;
    std::replace(values.begin(), values.end(), result, by);
    setInputs(*reader, std::move(values));
  }
  setInputs(node, {});
}

} // namespace pnasc::foreign
