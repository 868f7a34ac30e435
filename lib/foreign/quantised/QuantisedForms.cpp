// SPDX-License-Identifier: Apache-2.0
#include "foreign/quantised/QuantisedForms.h"
#include "foreign/maps/MapForm.h"
#include "foreign/quantised/ContribForms.h"
#include "foreign/quantised/QLinear.h"
#include "foreign/simplify/FoldConstants.h"
#include "foreign/simplify/Simplify.h"
#include "onnx/Limits.h"
#include "support/Error.h"

namespace pnasc::foreign {

namespace {

/// q and its zero point, both less 128.
void becomeSigned(Constant &constant) {
  for (int8_t &byte : std::get<2>(constant.values))
    byte = int8_t(uint8_t(byte) ^ 0x80);
  constant.type = element::Int8;
}

/// Scale and zero point of the input by whoever reads it.
std::optional<std::pair<std::string, std::string>> paramsOf(const Graph &graph,
                                                            const std::string &input) {
  for (const Node &node : graph.nodes)
    if (node.inputCount() > 2 && node.inputs[0] == input &&
        (isQLinear(node) || node.type == "DequantizeLinear"))
      return std::make_pair(node.inputs[1], node.inputs[2]);
  return std::nullopt;
}

/// What has no zero point has that of uint8, which is 128 below here.
void addZeroPoints(Graph &graph, const std::set<std::string> &bytes) {
  const auto needs = [&](const Node &node) {
    return node.inputCount() == 2 &&
           (node.type == "QuantizeLinear" ||
            (node.type == "DequantizeLinear" && bytes.count(node.inputs[0])));
  };
  if (llvm::none_of(graph.nodes, needs))
    return;
  const std::string zero =
      graph.add("zero.of.uint8", constantOf({}, std::vector<int8_t>{-128}));
  for (Node &node : graph.nodes)
    if (needs(node))
      node.inputs.push_back(zero);
}

/// All uint8 values are int8 from here on.
void makeSigned(Graph &graph) {
  std::set<std::string> bytes;
  for (auto &[name, constant] : graph.constants)
    if (constant.type == element::Uint8) {
      becomeSigned(constant);
      bytes.insert(name);
    }
  for (const Value &value : graph.inputs)
    if (value.type == element::Uint8)
      bytes.insert(value.name);
  for (const Node &node : graph.nodes)
    if (node.type == "QuantizeLinear")
      bytes.insert(node.outputs[0]);
  addZeroPoints(graph, bytes);
}

/// Files of our own need none of this.
bool isForeign(const Graph &graph, const Value &input) {
  return graph.producer != onnx::Producer || input.type != element::Float ||
         input.dimensions.size() < 2 || llvm::any_of(graph.nodes, isQLinear) ||
         llvm::any_of(graph.constants, [](const auto &named) {
           return named.second.type == element::Uint8;
         });
}

/// Products of stacked matrices take the first axis as data; all else takes it as the batch.
bool isWhole(const Graph &graph, const Sizes &input) {
  const auto has = [&](auto is) { return llvm::any_of(graph.nodes, is); };
  return input.size() < 2 ||
         (has([](const Node &node) { return node.type == "QLinearMatMul"; }) &&
          !has([](const Node &node) {
            return node.type == "QLinearConv" || needsMap(node.type);
          }));
}

/// Sizes of all values, of an open batch those of one sample.
llvm::Expected<KnownSizes> closedSizes(Graph &graph, Value &input) {
  if (input.dimensions.size() > 1 && input.dimensions.front().size < 1)
    input.dimensions.front().size = 1;
  constexpr int rounds = 64;
  size_t room = RoomForConstants;
  for (int round = 0;; ++round) { // sizes that are computed become known
    llvm::Expected<Inferred> known = inferSizes(graph);
    if (!known)
      return known.takeError();
    if (!known->sizes.count(input.name))
      return support::environment("input '" + input.name + "' has open sizes");
    if (foldConstants(graph, *known, room) == 0 || round == rounds)
      return std::move(known->sizes);
  }
}

} // namespace

llvm::Error unfoldQuantised(Graph &graph) {
  llvm::Expected<Value *> found = onlyInput(graph);
  if (!found)
    return found.takeError();
  Value &value = **found;
  const std::string input = value.name;
  spellContribForms(graph);
  if (!isForeign(graph, value))
    return llvm::Error::success();
  llvm::Expected<KnownSizes> known = closedSizes(graph, value);
  if (!known)
    return known.takeError();
  makeSigned(graph);
  sinkMoves(graph, *known);
  const Sizes own = (*known)[input];
  const bool whole = isWhole(graph, own), bytes = value.type != element::Float;
  const auto params = paramsOf(graph, input);
  if (bytes && !params)
    return support::environment("input '" + input + "' holds bytes without scale and zero point");
  value.type = element::Float;
  Emitter emit(graph, std::move(*known), whole ? 1 : own.front());
  const ScalesOf scales(graph);
  std::string all = whole ? withBatchOfOne(graph, emit, input, own) : input;
  if (bytes)
    all = emit.node("QuantizeLinear", {all, params->first, params->second}, own).outputs[0];
  for (Node node : graph.nodes) {
    std::replace(node.inputs.begin(), node.inputs.end(), input, all);
    if (llvm::Error error = unfoldNode(emit, scales, node))
      return error;
  }
  KnownSizes sizes = emit.commit();
  Rewriter after(graph, sizes);
  dissolveReshapes(after);
  sweep(graph);
  return llvm::Error::success();
}

} // namespace pnasc::foreign
