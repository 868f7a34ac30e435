// SPDX-License-Identifier: Apache-2.0
#include "onnx/Proto.h"
#include "onnx/Vet.h"
#include "onnx/simplify/Simplify.h"
#include "support/Error.h"

namespace pnasc::onnx {

namespace {

/// [N, 3, height, width], as the file has it.
std::string declared(const ::onnx::TensorShapeProto &shape) {
  std::string text;
  for (const auto &dim : shape.dim())
    text += (text.empty() ? "" : ", ") + (dim.dim_value() > 0 ? std::to_string(dim.dim_value())
                                          : dim.dim_param().empty() ? "?"
                                                                    : dim.dim_param());
  return "[" + text + "]";
}

llvm::Error give(const Sizes &sizes, const std::string &name, ::onnx::TensorShapeProto &shape,
                 bool hasShape) {
  if (hasShape && size_t(shape.dim_size()) != sizes.size())
    return support::environment("input '" + name + "' has " + std::to_string(shape.dim_size()) +
                                " dimensions, " + declared(shape) + ", and was given " +
                                sizesText(sizes));
  for (size_t i = 0; i < sizes.size(); ++i) {
    auto &dim = hasShape ? *shape.mutable_dim(int(i)) : *shape.add_dim();
    if (dim.dim_value() > 0 && dim.dim_value() != sizes[i])
      return support::environment("dimension " + std::to_string(i) + " of input '" + name +
                                  "' is " + std::to_string(dim.dim_value()) +
                                  " in the file and was given as " + std::to_string(sizes[i]));
    dim.set_dim_value(sizes[i]);
  }
  return llvm::Error::success();
}

bool makesFloats(const Node &node) {
  return node.op_type() == "Cast" && intOf(node, "to", 0) == ::onnx::TensorProto::FLOAT;
}

/// Whether `is` holds for every node that reads the input, or what others make of it, before a Cast
/// makes it floats.
bool allBeforeCasts(const ::onnx::GraphProto &graph, const std::string &input,
                    llvm::function_ref<bool(const Node &)> is) {
  std::set<std::string> values{input};
  for (const Node &node : graph.node()) {
    const bool reads = llvm::any_of(
        node.input(), [&](const std::string &value) { return values.count(value) != 0; });
    if (!reads || makesFloats(node) || node.op_type() == "Shape")
      continue;
    if (!is(node))
      return false;
    values.insert(node.output().begin(), node.output().end());
  }
  return true;
}

/// Of a type whose values a caller may as well give as floats.
bool isNumber(int type) {
  using ::onnx::TensorProto;
  static const std::set<int> types = {TensorProto::BOOL,   TensorProto::INT8,   TensorProto::INT16,
                                      TensorProto::INT32,  TensorProto::INT64,  TensorProto::UINT8,
                                      TensorProto::UINT16, TensorProto::UINT32, TensorProto::UINT64,
                                      TensorProto::DOUBLE, TensorProto::FLOAT};
  return types.count(type) != 0;
}

bool isFloatBehind(const ::onnx::GraphProto &graph, const std::string &input) {
  static const std::set<std::string> moves = {"Identity", "Reshape",   "Flatten",
                                              "Squeeze",  "Transpose", "Unsqueeze"};
  const bool casts = llvm::any_of(graph.node(), makesFloats);
  return casts && allBeforeCasts(graph, input,
                                 [](const Node &node) { return moves.count(node.op_type()) != 0; });
}

/// A network of int8 or uint8 numbers computes the same with floats, but for what rounds.
void readBytesAsFloats(::onnx::GraphProto &graph, ::onnx::TypeProto::Tensor &type,
                       const std::string &input) {
  const int bytes = type.elem_type();
  const bool rounds = !allBeforeCasts(graph, input, [](const Node &node) {
    return node.op_type() != "Div" && node.op_type() != "Mean";
  });
  if (rounds || (bytes != ::onnx::TensorProto::INT8 && bytes != ::onnx::TensorProto::UINT8))
    return;
  type.set_elem_type(::onnx::TensorProto::FLOAT);
  for (auto *list : {graph.mutable_input(), graph.mutable_output()})
    for (auto &value : *list)
      if (value.type().tensor_type().elem_type() == bytes)
        value.mutable_type()->mutable_tensor_type()->set_elem_type(::onnx::TensorProto::FLOAT);
  for (auto &tensor : *graph.mutable_initializer())
    if (tensor.data_type() == bytes)
      becomeFloats(tensor);
}

} // namespace

llvm::Error fixInput(::onnx::GraphProto &graph, const Given &given, InputLayout &layout) {
  llvm::Expected<::onnx::ValueInfoProto *> input = onlyInput(graph);
  if (!input)
    return input.takeError();
  const std::string &name = layout.name = (*input)->name();
  for (const auto &[other, sizes] : given.sizes)
    if (other != name)
      return support::environment("there is no input '" + other + "' to give sizes to, only '" +
                                  name + "'");
  auto &type = *(*input)->mutable_type()->mutable_tensor_type();
  if (isNumber(type.elem_type()) && isFloatBehind(graph, name))
    type.set_elem_type(::onnx::TensorProto::FLOAT);
  readBytesAsFloats(graph, type, name);
  if (type.elem_type() != ::onnx::TensorProto::FLOAT)
    return support::environment(
        "input '" + name + "' holds " +
        llvm::StringRef(::onnx::TensorProto::DataType_Name(type.elem_type())).lower() +
        ", needs float");
  auto &shape = *type.mutable_shape();
  const std::string found = declared(shape);
  if (const auto at = given.sizes.find(name); at != given.sizes.end())
    if (llvm::Error error = give(at->second, name, shape, shape.dim_size() > 0))
      return error;
  if (shape.dim_size() > 0 && shape.dim(0).dim_value() < 1)
    shape.mutable_dim(0)->set_dim_value(1);
  Sizes sizes;
  for (const auto &dim : shape.dim())
    sizes.push_back(dim.dim_value());
  const bool open = llvm::any_of(sizes, [](int64_t size) { return size < 1; });
  if (open || (sizes.size() < 2 && !given.whole))
    return support::environment("input '" + name + "' has open sizes, " + found +
                                (given.howToGive.empty() ? "" : "; " + given.howToGive));
  if (elementsOf(sizes) < 0)
    return support::environment("input '" + name + "' has the sizes " + sizesText(sizes) +
                                ", which is too much");
  layout.sizes.assign(sizes.begin() + (given.whole ? 0 : 1), sizes.end());
  return llvm::Error::success();
}

} // namespace pnasc::onnx
