// SPDX-License-Identifier: Apache-2.0
#include "onnx/quantised/QuantisedForms.h"
#include "onnx/Proto.h"
#include "onnx/maps/MapForm.h"
#include "onnx/quantised/ContribForms.h"
#include "onnx/quantised/QLinear.h"
#include "onnx/simplify/FoldConstants.h"
#include "onnx/simplify/Simplify.h"
#include "support/Error.h"

namespace pnasc::onnx {

namespace {

using ::onnx::TensorProto;

/// q and its zero point, both less 128.
void becomeSigned(TensorProto &tensor) {
  std::string bytes = tensor.raw_data();
  for (int32_t value : tensor.int32_data())
    bytes.push_back(char(value));
  for (char &byte : bytes)
    byte = char(uint8_t(byte) ^ 0x80);
  tensor.clear_int32_data();
  tensor.set_raw_data(bytes);
  tensor.set_data_type(TensorProto::INT8);
}

/// Scale and zero point of the input by whoever reads it.
std::optional<std::pair<std::string, std::string>> paramsOf(const ::onnx::GraphProto &graph,
                                                            const std::string &input) {
  for (const Node &node : graph.node())
    if (node.input_size() > 2 && node.input(0) == input &&
        (isQLinear(node) || node.op_type() == "DequantizeLinear"))
      return std::make_pair(node.input(1), node.input(2));
  return std::nullopt;
}

/// What has no zero point has that of uint8, which is 128 below here.
void addZeroPoints(::onnx::GraphProto &graph, const std::set<std::string> &bytes) {
  const auto needs = [&](const Node &node) {
    return node.input_size() == 2 &&
           (node.op_type() == "QuantizeLinear" ||
            (node.op_type() == "DequantizeLinear" && bytes.count(node.input(0))));
  };
  if (llvm::none_of(graph.node(), needs))
    return;
  const std::string zero = addTensor<int8_t>(graph, "zero.of.uint8", {}, {-128});
  for (Node &node : *graph.mutable_node())
    if (needs(node))
      node.add_input(zero);
}

/// All uint8 values are int8 from here on.
void makeSigned(::onnx::GraphProto &graph) {
  std::set<std::string> bytes;
  for (auto &tensor : *graph.mutable_initializer())
    if (tensor.data_type() == TensorProto::UINT8) {
      becomeSigned(tensor);
      bytes.insert(tensor.name());
    }
  for (const auto &value : graph.input())
    if (value.type().tensor_type().elem_type() == TensorProto::UINT8)
      bytes.insert(value.name());
  for (const Node &node : graph.node())
    if (node.op_type() == "QuantizeLinear")
      bytes.insert(node.output(0));
  addZeroPoints(graph, bytes);
}

/// Files of our own need none of this.
bool isForeign(const ::onnx::ModelProto &model, const ::onnx::TypeProto::Tensor &input) {
  const ::onnx::GraphProto &graph = model.graph();
  return model.producer_name() != Producer || input.elem_type() != TensorProto::FLOAT ||
         input.shape().dim_size() < 2 || llvm::any_of(graph.node(), isQLinear) ||
         llvm::any_of(graph.initializer(), [](const TensorProto &tensor) {
           return tensor.data_type() == TensorProto::UINT8;
         });
}

/// Products of stacked matrices take the first axis as data; all else takes it as the batch.
bool isWhole(const ::onnx::GraphProto &graph, const Sizes &input) {
  const auto has = [&](auto is) { return llvm::any_of(graph.node(), is); };
  return input.size() < 2 ||
         (has([](const Node &node) { return node.op_type() == "QLinearMatMul"; }) &&
          !has([](const Node &node) {
            return node.op_type() == "QLinearConv" || needsMap(node.op_type());
          }));
}

/// Sizes of all values, of an open batch those of one sample.
llvm::Expected<KnownSizes> closedSizes(::onnx::ModelProto &model, const std::string &input,
                                       ::onnx::TensorShapeProto &shape) {
  if (shape.dim_size() > 1 && shape.dim(0).dim_value() < 1)
    shape.mutable_dim(0)->set_dim_value(1);
  constexpr int rounds = 64;
  for (int round = 0;; ++round) { // sizes that are computed become known
    llvm::Expected<KnownSizes> known = inferSizes(model);
    if (known && !known->count(input))
      return support::environment("input '" + input + "' has open sizes");
    if (!known || foldConstants(*model.mutable_graph(), *known) == 0 || round == rounds)
      return known;
  }
}

} // namespace

llvm::Error unfoldQuantised(::onnx::ModelProto &model) {
  ::onnx::GraphProto &graph = *model.mutable_graph();
  llvm::Expected<::onnx::ValueInfoProto *> found = onlyInput(graph);
  if (!found)
    return found.takeError();
  auto &type = *(*found)->mutable_type()->mutable_tensor_type();
  const std::string input = (*found)->name();
  spellContribForms(graph);
  if (!isForeign(model, type))
    return llvm::Error::success();
  llvm::Expected<KnownSizes> known = closedSizes(model, input, *type.mutable_shape());
  if (!known)
    return known.takeError();
  makeSigned(graph);
  sinkMoves(graph, *known);
  const Sizes own = (*known)[input];
  const bool whole = isWhole(graph, own), bytes = type.elem_type() != TensorProto::FLOAT;
  const auto params = paramsOf(graph, input);
  if (bytes && !params)
    return support::environment("input '" + input + "' holds bytes without scale and zero point");
  type.set_elem_type(TensorProto::FLOAT);
  Rewriter constants(graph, *known);
  Emitter emit(model, constants, std::move(*known), whole ? 1 : own.front());
  const ScalesOf scales(graph);
  std::string all = whole ? withBatchOfOne(graph, emit, input, own) : input;
  if (bytes)
    all = emit.node("QuantizeLinear", {all, params->first, params->second}, own).output(0);
  for (const Node &old : graph.node()) {
    Node node = old;
    for (std::string &value : *node.mutable_input())
      if (value == input)
        value = all;
    if (llvm::Error error = unfoldNode(emit, scales, node))
      return error;
  }
  Rewriter after(graph, emit.commit());
  dissolveReshapes(after);
  sweep(graph);
  return llvm::Error::success();
}

} // namespace pnasc::onnx
