// SPDX-License-Identifier: Apache-2.0
#include "foreign/Graph.h"
#include "support/Error.h"

namespace pnasc::foreign {

Constant constantOf(Sizes sizes, std::vector<float> values) {
  return {element::Float, std::move(sizes), std::move(values)};
}

Constant constantOf(Sizes sizes, std::vector<int64_t> values) {
  return {element::Int64, std::move(sizes), std::move(values)};
}

Constant constantOf(Sizes sizes, std::vector<int32_t> values) {
  return {element::Int32, std::move(sizes), Sizes(values.begin(), values.end())};
}

Constant constantOf(Sizes sizes, std::vector<int8_t> values) {
  return {element::Int8, std::move(sizes), std::move(values)};
}

Constant asFloats(const Constant &constant) {
  std::vector<float> values;
  for (int8_t byte : constant.bytes())
    values.push_back(constant.type == element::Uint8 ? float(uint8_t(byte)) : float(byte));
  return constantOf(constant.sizes, std::move(values));
}

void Node::drop(llvm::ArrayRef<llvm::StringRef> names) {
  llvm::erase_if(attributes,
                 [&](const Attribute &a) { return llvm::is_contained(names, a.name); });
}

const Attribute *findAttribute(const Node &node, llvm::StringRef name) {
  const auto at = llvm::find_if(node.attributes, [&](const auto &a) { return a.name == name; });
  return at == node.attributes.end() ? nullptr : &*at;
}

Sizes intsOf(const Node &node, llvm::StringRef name) {
  const Attribute *found = findAttribute(node, name);
  return found ? found->ints : Sizes();
}

int64_t intOf(const Node &node, llvm::StringRef name, int64_t fallback) {
  const Attribute *found = findAttribute(node, name);
  return found ? found->i : fallback;
}

float floatOf(const Node &node, llvm::StringRef name, float fallback) {
  const Attribute *found = findAttribute(node, name);
  return found ? found->f : fallback;
}

std::string textOf(const Node &node, llvm::StringRef name, llvm::StringRef fallback) {
  const Attribute *found = findAttribute(node, name);
  return found ? found->s : fallback.str();
}

static Attribute &attribute(Node &node, llvm::StringRef name, Attribute::Kind kind) {
  node.drop({name});
  Attribute &made = node.attributes.emplace_back();
  made.name = name.str();
  made.kind = kind;
  return made;
}

void setInt(Node &node, llvm::StringRef name, int64_t value) {
  attribute(node, name, Attribute::Kind::Int).i = value;
}

void setInts(Node &node, llvm::StringRef name, llvm::ArrayRef<int64_t> values) {
  const Sizes copy = values.vec(); // may be the node's own
  attribute(node, name, Attribute::Kind::Ints).ints = copy;
}

void setFloat(Node &node, llvm::StringRef name, float value) {
  attribute(node, name, Attribute::Kind::Float).f = value;
}

void setText(Node &node, llvm::StringRef name, llvm::StringRef value) {
  attribute(node, name, Attribute::Kind::Text).s = value.str();
}

std::string nodeText(const Node &node) {
  const std::string name = !node.name.empty()      ? node.name
                           : node.outputs.empty() ? ""
                                                  : node.outputs.front();
  return node.type + " '" + name + "'";
}

void Value::setSizes(llvm::ArrayRef<int64_t> sizes) {
  dimensions.clear();
  for (int64_t size : sizes)
    dimensions.push_back({size, ""});
}

Sizes Value::sizes() const {
  Sizes all;
  for (const Dimension &dimension : dimensions)
    all.push_back(dimension.size);
  return all;
}

const Constant *Graph::find(const std::string &constant) const {
  const auto at = constants.find(constant);
  return at == constants.end() ? nullptr : &at->second;
}

bool Graph::isTaken(const std::string &name) const {
  return constants.count(name) != 0 ||
         llvm::any_of(inputs, [&](const Value &value) { return value.name == name; });
}

std::string Graph::add(std::string made, Constant constant) {
  while (isTaken(made))
    made += "_";
  constants.emplace(made, std::move(constant));
  return made;
}

Names::Names(const Graph &graph) {
  for (const auto &[name, constant] : graph.constants)
    taken.insert(name);
  for (const Value &input : graph.inputs)
    taken.insert(input.name);
  for (const Node &node : graph.nodes)
    taken.insert(node.outputs.begin(), node.outputs.end());
}

std::string Names::fresh(std::string name) {
  while (!taken.insert(name).second)
    name += "_";
  return name;
}

llvm::Expected<Value *> onlyInput(Graph &graph) {
  Value *found = nullptr;
  for (Value &value : graph.inputs) {
    if (graph.find(value.name))
      continue;
    if (found)
      return support::environment("needs a model with one input, found '" + found->name +
                                  "' and '" + value.name + "'");
    found = &value;
  }
  if (!found)
    return support::environment("needs a model with one input, found none");
  return found;
}

void sweep(Graph &graph) {
  std::set<std::string> read;
  for (const Value &output : graph.outputs)
    read.insert(output.name);
  for (auto node = graph.nodes.end(); node != graph.nodes.begin();) {
    --node;
    if (llvm::any_of(node->outputs, [&](const auto &o) { return read.count(o) != 0; }))
      read.insert(node->inputs.begin(), node->inputs.end());
    else
      node = graph.nodes.erase(node);
  }
  for (const Value &input : graph.inputs)
    read.insert(input.name); // older files have their constants as inputs, too
  for (auto constant = graph.constants.begin(); constant != graph.constants.end();)
    constant = read.count(constant->first) ? std::next(constant) : graph.constants.erase(constant);
}

} // namespace pnasc::foreign
