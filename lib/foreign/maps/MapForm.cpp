// SPDX-License-Identifier: Apache-2.0
#include "foreign/maps/MapForm.h"
#include "foreign/maps/NewForms.h"
#include "support/Error.h"
#include "llvm/ADT/StringMap.h"

namespace pnasc::foreign {

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
  const Sizes &sizes = *emit.sizes(node.inputs[0]);
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

std::string withBatchOfOne(Graph &graph, Emitter &emit, const std::string &input,
                           const Sizes &sizes) {
  Sizes whole = sizes;
  whole.insert(whole.begin(), 1);
  for (Value &value : graph.inputs)
    if (value.name == input)
      value.setSizes(whole);
  emit.setSizes(input, whole);
  const std::string result = input + "/all";
  emit.setSizes(result, sizes);
  emit.finish(input, result);
  return result;
}

bool hasMapForm(llvm::StringRef type) { return rules().count(type) != 0; }

bool mapNode(Emitter &emit, const Node &node) {
  if (node.inputCount() == 0 || node.outputCount() == 0)
    return false;
  const auto rule = rules().find(node.type);
  return mapVolume(emit, node) || (rule != rules().end() && rule->second(emit, node));
}

llvm::Expected<KnownSizes> mapForm(Graph &graph, KnownSizes known, bool whole) {
  llvm::Expected<Value *> found = onlyInput(graph);
  if (!found)
    return found.takeError();
  const std::string input = (*found)->name;
  const Sizes sizes = known[input];
  Emitter emit(graph, std::move(known), whole || sizes.empty() ? 1 : sizes.front());
  const std::string all = whole ? withBatchOfOne(graph, emit, input, sizes) : input;
  const auto sized = [&](const std::string &value) { return emit.sizes(value) != nullptr; };
  for (const Node &old : graph.nodes) {
    Node node = old;
    for (std::string &value : node.inputs)
      if (value == input)
        value = all;
    // A Split may have results without elements, whose sizes are not known.
    if ((node.type == "Split" || llvm::all_of(node.outputs, sized)) && mapNode(emit, node))
      continue;
    if (needsMap(node.type) && emit.sizes(node.inputs[0]) &&
        (!emit.isMap(node.inputs[0]) || emit.sizes(node.inputs[0])->size() < 3) &&
        node.type != "BatchNormalization")
      return notInFront(emit, node);
    emit.keep(node);
  }
  return emit.commit();
}

} // namespace pnasc::foreign
