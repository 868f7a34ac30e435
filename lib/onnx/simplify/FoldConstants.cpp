// SPDX-License-Identifier: Apache-2.0
#include "onnx/simplify/FoldConstants.h"
#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include "onnx/InferShapes.h"
#include "onnx/Vet.h"
#include "onnx/simplify/ConstantValue.h"
#include "support/Error.h"

namespace pnasc::onnx {

bool folds(llvm::StringRef type) {
  static const std::set<std::string> known = {
      "Constant",  "Shape", "Identity", "Reshape", "Squeeze",         "Unsqueeze", "Gather",
      "Transpose", "Slice", "Concat",   "Cast",    "Floor",           "Ceil",      "Sqrt",
      "Add",       "Sub",   "Mul",      "Div",     "ConstantOfShape", "Neg",       "CastLike"};
  return known.count(type.str()) != 0;
}

namespace {

using Result = std::optional<ConstantValue>;

/// The forms in which a Constant says its value.
Result constantOf(const Node &node) {
  using ::onnx::TensorProto;
  for (const auto &attribute : node.attribute()) {
    const std::string &name = attribute.name();
    if (name == "value")
      return readConstant(attribute.t());
    if (name == "value_int")
      return ConstantValue{TensorProto::INT64, {}, Sizes{attribute.i()}};
    if (name == "value_float")
      return ConstantValue{TensorProto::FLOAT, {}, std::vector<float>{attribute.f()}};
    if (name == "value_ints")
      return ConstantValue{TensorProto::INT64,
                           {attribute.ints_size()},
                           Sizes(attribute.ints().begin(), attribute.ints().end())};
    if (name == "value_floats")
      return ConstantValue{
          TensorProto::FLOAT,
          {attribute.floats_size()},
          std::vector<float>(attribute.floats().begin(), attribute.floats().end())};
  }
  return std::nullopt;
}

class Folder {
public:
  Folder(::onnx::GraphProto &graph, const KnownSizes &known) : graph(graph), known(known) {
    for (const auto &tensor : graph.initializer()) {
      initialisers[tensor.name()] = &tensor;
      types[tensor.name()] = tensor.data_type();
    }
    for (const auto *list : {&graph.input(), &graph.value_info(), &graph.output()})
      for (const auto &value : *list)
        types[value.name()] = value.type().tensor_type().elem_type();
    for (const auto &output : graph.output())
      outputs.insert(output.name());
  }

  size_t run() {
    std::vector<int> gone;
    for (int i = 0; i < graph.node_size(); ++i) {
      const Node &node = graph.node(i);
      if (node.output_size() != 1 || outputs.count(node.output(0)) || !folds(node.op_type()))
        continue;
      if (Result value = valueOf(node); value && value->count() <= room) {
        room -= value->count();
        values[node.output(0)] = std::move(*value);
        gone.push_back(i);
      }
    }
    for (int i : gone)
      addConstant(graph, graph.node(i).output(0), values[graph.node(i).output(0)]);
    for (int i : gone)
      graph.mutable_node(i)->Clear();
    sweep(graph);
    return gone.size();
  }

private:
  Result valueOf(const Node &node) {
    if (node.op_type() == "Constant")
      return constantOf(node);
    if (node.op_type() == "Shape")
      return shapeOfValue(node);
    if (node.op_type() == "CastLike" && node.input_size() == 2)
      return castLike(node);
    Operands operands;
    for (const std::string &input : node.input()) {
      operands.push_back(input.empty() ? nullptr : find(input));
      if (!input.empty() && !operands.back())
        return std::nullopt;
    }
    Result value = moved(node, operands);
    return value ? value : computed(node, operands);
  }

  Result castLike(const Node &node) {
    const ConstantValue *from = find(node.input(0));
    const auto like = types.find(node.input(1));
    if (!from || like == types.end())
      return std::nullopt;
    Node cast;
    cast.set_op_type("Cast");
    ops::setInt(cast, "to", like->second);
    return computed(cast, {from});
  }

  Result shapeOfValue(const Node &node) const {
    const auto at = known.find(node.input(0));
    if (at == known.end())
      return std::nullopt;
    const int64_t rank = int64_t(at->second.size());
    const auto inside = [&](int64_t v) {
      return std::min(std::max<int64_t>(v < 0 ? v + rank : v, 0), rank);
    };
    const int64_t begin = inside(intOf(node, "start", 0)), end = inside(intOf(node, "end", rank));
    Sizes part(at->second.begin() + begin, at->second.begin() + std::max(begin, end));
    return ConstantValue{::onnx::TensorProto::INT64, {int64_t(part.size())}, part};
  }

  /// Null where it is no constant.
  const ConstantValue *find(const std::string &name) {
    if (const auto at = values.find(name); at != values.end())
      return &at->second;
    const auto at = initialisers.find(name);
    Result value = at == initialisers.end() ? std::nullopt : readConstant(*at->second);
    return value ? &(values[name] = std::move(*value)) : nullptr;
  }

  ::onnx::GraphProto &graph;
  const KnownSizes &known;
  std::map<std::string, const ::onnx::TensorProto *> initialisers;
  std::map<std::string, int> types; ///< of elements, where they are known
  size_t room = size_t{1} << 26;    ///< elements that may still be made, in all
  std::set<std::string> outputs;
  std::map<std::string, ConstantValue> values;
};

void note(const ::onnx::ValueInfoProto &value, KnownSizes &known) {
  if (!value.type().tensor_type().has_shape())
    return;
  Sizes sizes;
  for (const auto &dim : value.type().tensor_type().shape().dim()) {
    if (!dim.has_dim_value() || dim.dim_value() < 1)
      return;
    sizes.push_back(dim.dim_value());
  }
  if (elementsOf(sizes) >= 0)
    known[value.name()] = std::move(sizes);
}

} // namespace

size_t foldConstants(::onnx::GraphProto &graph, const KnownSizes &known) {
  return Folder(graph, known).run();
}

llvm::Expected<KnownSizes> inferSizes(::onnx::ModelProto &model) {
  ::onnx::GraphProto &graph = *model.mutable_graph();
  // Only what follows from the input counts: a file's own notes may be of other sizes.
  graph.clear_value_info();
  for (auto &output : *graph.mutable_output())
    output.mutable_type()->mutable_tensor_type()->clear_shape();
  try {
    inferShapes(model);
  } catch (const std::exception &error) {
    return support::environment("its sizes contradict each other: " +
                                llvm::StringRef(error.what()).split('\n').first.str());
  }
  KnownSizes known;
  for (const auto *list : {&graph.input(), &graph.value_info(), &graph.output()})
    for (const auto &value : *list)
      note(value, known);
  return known;
}

} // namespace pnasc::onnx
