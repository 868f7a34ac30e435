// SPDX-License-Identifier: Apache-2.0
#include "onnx/maps/MapForm.h"
#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include "onnx/Proto.h"
#include "onnx/Vet.h"
#include "onnx/maps/NewForms.h"
#include "support/Error.h"
#include "llvm/ADT/StringMap.h"

namespace pnasc::onnx {

namespace {

using Rule = bool (*)(Emitter &, const Node &);

const llvm::StringMap<Rule> &rules() {
  static const llvm::StringMap<Rule> rules = {
      {"Transpose", mapTranspose},
      {"Concat", mapConcat},
      {"Slice", mapSlice},
      {"Split", mapSplit},
      {"Pad", mapPad},
      {"Gather", mapGather},
      {"MatMul", mapMatMul},
      {"Gemm", mapGemm},
      {"Add", mapPair},
      {"Sub", mapPair},
      {"Mul", mapPair},
      {"Div", mapPair},
      {"Sum", mapSum},
      {"Mean", mapSum},
      {"Max", mapExtreme},
      {"Min", mapExtreme},
      {"Neg", mapNegative},
      {"Abs", mapAbsolute},
      {"DepthToSpace", mapDepthToSpace},
      {"SpaceToDepth", mapSpaceToDepth},
      {"Expand", mapExpand},
      {"Tile", mapTile},
      {"PRelu", mapPRelu},
      {"ReduceMean", mapReduce},
      {"ReduceMax", mapReduce},
      {"ReduceMin", mapReduce},
      {"ReduceSum", mapReduce},
      {"ReduceL1", mapReduce},
      {"ReduceSumSquare", mapReduce},
      {"Softmax", mapSoftmax},
      {"LogSoftmax", mapSoftmax},
      {"Gelu", mapGelu},
      {"Swish", mapSwish},
      {"Mish", mapMish},
      {"Celu", mapCelu},
      {"Pow", mapPower},
      {"Resize", mapResize},
      {"Upsample", mapResize},
      {"AveragePool", mapAveragePool},
      {"GlobalMaxPool", mapGlobalMaxPool},
      {"ConvTranspose", mapConvTranspose},
      {"BatchNormalization", mapBatchNorm},
  };
  return rules;
}

llvm::Error notInFront(const Emitter &emit, const Node &node) {
  const Sizes &sizes = *emit.sizes(node.input(0));
  return support::environment(
      nodeText(node) + " reads values of [" + sizesText(sizes) + "], " +
      (sizes.size() == 5 ? "and has no form over their planes: it needs constant weights, pads in "
                           "numbers, and at most 2^24 weights between planes"
                         : "needs a batch, channels and one to three dimensions"));
}

} // namespace

bool needsMap(const std::string &type) {
  static const std::set<std::string> types = {
      "Conv",          "ConvTranspose",     "MaxPool", "AveragePool", "GlobalAveragePool",
      "GlobalMaxPool", "BatchNormalization"};
  return types.count(type) != 0;
}

std::string withBatchOfOne(::onnx::GraphProto &graph, Emitter &emit, const std::string &input,
                           const Sizes &sizes) {
  for (auto &value : *graph.mutable_input()) {
    if (value.name() != input)
      continue;
    auto &shape = *value.mutable_type()->mutable_tensor_type()->mutable_shape();
    shape.clear_dim();
    shape.add_dim()->set_dim_value(1);
    for (int64_t size : sizes)
      shape.add_dim()->set_dim_value(size);
  }
  Sizes whole = sizes;
  whole.insert(whole.begin(), 1);
  emit.setSizes(input, whole);
  const std::string result = input + "/all";
  emit.setSizes(result, sizes);
  emit.finish(input, result);
  return result;
}

bool hasMapForm(llvm::StringRef type) { return rules().count(type) != 0; }

bool mapNode(Emitter &emit, const Node &node) {
  if (node.input_size() == 0 || node.output_size() == 0)
    return false;
  const auto rule = rules().find(node.op_type());
  return mapVolume(emit, node) || (rule != rules().end() && rule->second(emit, node));
}

llvm::Expected<KnownSizes> mapForm(::onnx::ModelProto &model, Rewriter &constants, KnownSizes known,
                                   bool whole) {
  ::onnx::GraphProto &graph = *model.mutable_graph();
  llvm::Expected<::onnx::ValueInfoProto *> found = onlyInput(graph);
  if (!found)
    return found.takeError();
  const std::string input = (*found)->name();
  const Sizes sizes = known[input];
  Emitter emit(model, constants, std::move(known), whole || sizes.empty() ? 1 : sizes.front());
  const std::string all = whole ? withBatchOfOne(graph, emit, input, sizes) : input;
  const auto sized = [&](const std::string &value) { return emit.sizes(value) != nullptr; };
  for (const Node &old : graph.node()) {
    Node node = old;
    for (std::string &value : *node.mutable_input())
      if (value == input)
        value = all;
    // A Split may have results without elements, whose sizes are not known.
    if ((node.op_type() == "Split" || llvm::all_of(node.output(), sized)) && mapNode(emit, node))
      continue;
    if (needsMap(node.op_type()) && emit.sizes(node.input(0)) &&
        (!emit.isMap(node.input(0)) || emit.sizes(node.input(0))->size() < 3) &&
        node.op_type() != "BatchNormalization")
      return notInFront(emit, node);
    emit.keep(node);
  }
  return emit.commit();
}

} // namespace pnasc::onnx
