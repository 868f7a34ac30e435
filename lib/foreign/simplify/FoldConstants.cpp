// SPDX-License-Identifier: Apache-2.0
#include "foreign/simplify/FoldConstants.h"
#include "foreign/simplify/ConstantValue.h"
#include "support/Error.h"

namespace pnasc::foreign {

bool folds(llvm::StringRef type) {
  static const std::set<std::string> known = {
      "Constant",  "Shape", "Identity", "Reshape", "Squeeze",         "Unsqueeze", "Gather",
      "Transpose", "Slice", "Concat",   "Cast",    "Floor",           "Ceil",      "Sqrt",
      "Add",       "Sub",   "Mul",      "Div",     "ConstantOfShape", "Neg",       "CastLike"};
  return known.count(type.str()) != 0;
}

namespace {

using Result = std::optional<Constant>;

/// The forms in which a Constant says its value.
Result valueOfConstant(const Node &node) {
  for (const Attribute &attribute : node.attributes) {
    const std::string &name = attribute.name;
    if (name == "value")
      return attribute.t ? Result(*attribute.t) : std::nullopt;
    if (name == "value_int")
      return constantOf({}, Sizes{attribute.i});
    if (name == "value_float")
      return constantOf({}, std::vector<float>{attribute.f});
    if (name == "value_ints")
      return constantOf({int64_t(attribute.ints.size())}, attribute.ints);
    if (name == "value_floats")
      return constantOf({int64_t(attribute.floats.size())}, attribute.floats);
  }
  return std::nullopt;
}

bool isComputedWith(const Constant &constant) {
  return constant.isFloat() || constant.isInteger();
}

class Folder {
public:
  Folder(Graph &graph, const Inferred &known, size_t &room)
      : graph(graph), known(known), room(room) {
    for (const Value &output : graph.outputs)
      outputs.insert(output.name);
  }

  size_t run() {
    size_t folded = 0;
    for (auto node = graph.nodes.begin(); node != graph.nodes.end();) {
      Result value = node->outputCount() == 1 && !outputs.count(node->outputs[0]) &&
                             folds(node->type)
                         ? valueOf(*node)
                         : std::nullopt;
      if (!value || !isComputedWith(*value) || value->count() > room) {
        ++node;
        continue;
      }
      room -= value->count();
      graph.constants[node->outputs[0]] = std::move(*value);
      node = graph.nodes.erase(node);
      ++folded;
    }
    sweep(graph);
    return folded;
  }

private:
  Result valueOf(const Node &node) {
    if (node.type == "Constant")
      return valueOfConstant(node);
    if (node.type == "Shape")
      return shapeOfValue(node);
    if (node.type == "CastLike" && node.inputCount() == 2)
      return castLike(node);
    Operands operands;
    for (const std::string &input : node.inputs) {
      operands.push_back(input.empty() ? nullptr : find(input));
      if (!input.empty() && !operands.back())
        return std::nullopt;
    }
    Result value = moved(node, operands, room);
    return value ? value : computed(node, operands, room);
  }

  Result castLike(const Node &node) {
    const Constant *from = find(node.inputs[0]), *like = graph.find(node.inputs[1]);
    const auto inferred = known.types.find(node.inputs[1]);
    if (!from || (!like && inferred == known.types.end()))
      return std::nullopt;
    Node cast;
    cast.type = "Cast";
    setInt(cast, "to", like ? like->type : inferred->second);
    return computed(cast, {from}, room);
  }

  Result shapeOfValue(const Node &node) const {
    const auto at = known.sizes.find(node.inputs.empty() ? "" : node.inputs[0]);
    if (at == known.sizes.end())
      return std::nullopt;
    const int64_t rank = int64_t(at->second.size());
    const auto inside = [&](int64_t v) {
      return std::min(std::max<int64_t>(v < 0 ? v + rank : v, 0), rank);
    };
    const int64_t begin = inside(intOf(node, "start", 0)), end = inside(intOf(node, "end", rank));
    const Sizes part(at->second.begin() + begin, at->second.begin() + std::max(begin, end));
    return constantOf({int64_t(part.size())}, part);
  }

  /// Null where it is no constant to compute with.
  const Constant *find(const std::string &name) const {
    const Constant *constant = graph.find(name);
    return constant && isComputedWith(*constant) ? constant : nullptr;
  }

  Graph &graph;
  const Inferred &known;
  size_t &room;
  std::set<std::string> outputs;
};

} // namespace

size_t foldConstants(Graph &graph, const Inferred &known, size_t &room) {
  return Folder(graph, known, room).run();
}

} // namespace pnasc::foreign
