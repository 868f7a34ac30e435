// SPDX-License-Identifier: Apache-2.0
#include "onnx/Rewriter.h"
#include "onnx/Proto.h"

namespace pnasc::onnx {

Rewriter::Rewriter(::onnx::GraphProto &graph, KnownSizes sizes)
    : graph(graph), known(std::move(sizes)) {
  for (const ::onnx::TensorProto &tensor : graph.initializer()) {
    constants[tensor.name()] = &tensor;
    constantShapes[tensor.name()] = shapeOf(tensor);
  }
  for (const auto &output : graph.output())
    outputs.insert(output.name());
  for (const auto &input : graph.input())
    inputs.insert(input.name());
  for (Node &node : *graph.mutable_node()) {
    for (const std::string &output : node.output())
      makers[output] = &node;
    countReads(node, true);
  }
}

std::vector<Node *> Rewriter::nodes() {
  std::vector<Node *> list;
  for (Node &node : *graph.mutable_node())
    if (node.input_size() > 0 && node.output_size() > 0)
      list.push_back(&node);
  return list;
}

void Rewriter::countReads(Node &node, bool reads) {
  for (const std::string &value : std::set<std::string>(node.input().begin(), node.input().end())) {
    std::vector<Node *> &list = readers[value];
    if (reads)
      list.push_back(&node);
    else
      llvm::erase_value(list, &node);
  }
}

Node *Rewriter::maker(const std::string &value) const {
  const auto at = makers.find(value);
  return at == makers.end() ? nullptr : at->second;
}

Node *Rewriter::onlyReader(const std::string &value) const {
  const auto at = readers.find(value);
  return isOutput(value) || at == readers.end() || at->second.size() != 1 ? nullptr
                                                                          : at->second.front();
}

const Sizes *Rewriter::sizes(const std::string &value) const {
  const auto at = known.find(value);
  return at == known.end() ? nullptr : &at->second;
}

template <class T>
static std::optional<std::vector<T>>
valuesIn(const std::map<std::string, const ::onnx::TensorProto *> &constants,
         const std::string &value) {
  const auto at = constants.find(value);
  if (at == constants.end())
    return std::nullopt;
  llvm::Expected<std::vector<T>> values = valuesOf<T>(*at->second);
  if (values)
    return std::move(*values);
  llvm::consumeError(values.takeError()); // whoever reads the graph says so
  return std::nullopt;
}

std::optional<std::vector<float>> Rewriter::floats(const std::string &value) const {
  return valuesIn<float>(constants, value);
}

std::optional<std::vector<int64_t>> Rewriter::integers(const std::string &value) const {
  if (auto wide = valuesIn<int64_t>(constants, value))
    return wide;
  const auto values = valuesIn<int32_t>(constants, value);
  return values ? std::optional(Sizes(values->begin(), values->end())) : std::nullopt;
}

std::optional<std::vector<int8_t>> Rewriter::bytes(const std::string &value) const {
  return valuesIn<int8_t>(constants, value);
}

std::optional<double> Rewriter::uniform(const std::string &value) const {
  const auto values = floats(value);
  if (!values || values->empty() ||
      !llvm::all_of(*values, [&](float v) { return v == values->front(); }))
    return std::nullopt;
  return double(values->front());
}

const Sizes *Rewriter::constantSizes(const std::string &value) const {
  const auto at = constantShapes.find(value);
  return at == constantShapes.end() ? nullptr : &at->second;
}

bool Rewriter::takenName(const std::string &name) const {
  return isConstant(name) || makers.count(name) || inputs.count(name);
}

template <class T>
std::string Rewriter::addConstant(std::string name, const Sizes &sizes,
                                  const std::vector<T> &values) {
  while (takenName(name))
    name += "_";
  addTensor(graph, name, sizes, values);
  constants[name] = &graph.initializer(graph.initializer_size() - 1);
  constantShapes[name] = sizes;
  return name;
}
template std::string Rewriter::addConstant<float>(std::string, const Sizes &,
                                                  const std::vector<float> &);
template std::string Rewriter::addConstant<int8_t>(std::string, const Sizes &,
                                                   const std::vector<int8_t> &);
template std::string Rewriter::addConstant<int32_t>(std::string, const Sizes &,
                                                    const std::vector<int32_t> &);
template std::string Rewriter::addConstant<int64_t>(std::string, const Sizes &,
                                                    const std::vector<int64_t> &);

void Rewriter::setInputs(Node &node, const std::vector<std::string> &values) {
  const std::vector<std::string> copy = values; // may be the node's own
  std::vector<std::string> before(node.input().begin(), node.input().end());
  countReads(node, false);
  node.clear_input();
  for (const std::string &value : copy)
    node.add_input(value);
  countReads(node, true);
  release(std::move(before));
}

bool Rewriter::isRead(const std::string &value) const {
  const auto at = readers.find(value);
  return isOutput(value) || (at != readers.end() && !at->second.empty());
}

void Rewriter::release(std::vector<std::string> values) {
  while (!values.empty()) {
    Node *node = maker(values.back());
    values.pop_back();
    if (!node || llvm::any_of(node->output(), [&](const std::string &o) { return isRead(o); }))
      continue;
    values.insert(values.end(), node->input().begin(), node->input().end());
    countReads(*node, false);
    node->clear_input();
  }
}

void Rewriter::setInput(Node &node, int index, const std::string &value) {
  std::vector<std::string> values(node.input().begin(), node.input().end());
  values[size_t(index)] = value;
  setInputs(node, values);
}

void Rewriter::replace(Node &node, const std::string &instead) {
  const std::string result = node.output(0), by = instead;
  if (isOutput(result)) {
    node.set_op_type("Identity");
    node.clear_attribute();
    setInputs(node, {by});
    return;
  }
  const std::vector<Node *> all = readers[result];
  for (Node *reader : all)
    for (int i = 0; i < reader->input_size(); ++i)
      if (reader->input(i) == result)
        setInput(*reader, i, by);
  setInputs(node, {});
}

void sweep(::onnx::GraphProto &graph) {
  std::set<std::string> read;
  for (const auto &output : graph.output())
    read.insert(output.name());
  std::vector<bool> used(size_t(graph.node_size()));
  for (int i = graph.node_size(); i-- > 0;) {
    const Node &node = graph.node(i);
    used[size_t(i)] =
        llvm::any_of(node.output(), [&](const std::string &o) { return read.count(o) != 0; });
    if (used[size_t(i)])
      read.insert(node.input().begin(), node.input().end());
  }
  ::google::protobuf::RepeatedPtrField<Node> kept;
  for (int i = 0; i < graph.node_size(); ++i)
    if (used[size_t(i)])
      kept.Add()->Swap(graph.mutable_node(i));
  graph.mutable_node()->Swap(&kept);
}

const ::onnx::AttributeProto *findAttribute(const Node &node, const char *name) {
  for (const auto &attribute : node.attribute())
    if (attribute.name() == name)
      return &attribute;
  return nullptr;
}

Sizes intsOf(const Node &node, const char *name) {
  const ::onnx::AttributeProto *found = findAttribute(node, name);
  return found ? Sizes(found->ints().begin(), found->ints().end()) : Sizes();
}

int64_t intOf(const Node &node, const char *name, int64_t fallback) {
  const ::onnx::AttributeProto *found = findAttribute(node, name);
  return found ? found->i() : fallback;
}

} // namespace pnasc::onnx
