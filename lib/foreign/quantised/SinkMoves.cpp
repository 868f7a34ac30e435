// SPDX-License-Identifier: Apache-2.0
// What moves values between an operator and its QuantizeLinear moves bytes behind it instead:
//   Concat -> Reshape -> Transpose -> QuantizeLinear      Concat -> QuantizeLinear -> Reshape ->
//   ...
#include "foreign/Rewriter.h"
#include "foreign/quantised/QuantisedForms.h"

namespace pnasc::foreign {

namespace {

bool moves(const Node &node) {
  static const std::set<std::string> types = {"Reshape", "Transpose", "Flatten",
                                              "Squeeze", "Unsqueeze", "Slice"};
  return types.count(node.type) != 0 && node.outputCount() == 1;
}

/// The moving nodes right before a QuantizeLinear, each read by the next alone; first to last.
std::vector<Node *> movesBefore(const Rewriter &graph, Node &quantize) {
  std::vector<Node *> chain;
  const Node *reader = &quantize;
  for (;;) {
    Node *before = graph.maker(reader->inputs[0]);
    if (!before || !moves(*before) || graph.onlyReader(reader->inputs[0]) != reader)
      break;
    chain.insert(chain.begin(), before);
    reader = before;
  }
  return chain;
}

} // namespace

void sinkMoves(Graph &graph, KnownSizes &known) {
  const Rewriter rewriter(graph, known);
  Names names(graph);
  for (Node &quantize : graph.nodes) {
    if (quantize.type != "QuantizeLinear")
      continue;
    std::vector<Node *> places = movesBefore(rewriter, quantize);
    if (places.empty())
      continue;
    places.push_back(&quantize);
    const std::string from = places.front()->inputs[0];
    const std::string bytes = names.fresh(quantize.outputs[0] + "/unmoved");
    if (const auto sizes = known.find(from); sizes != known.end())
      known[bytes] = sizes->second;
    // Each node takes the place of the one behind it.
    Node first = quantize;
    first.inputs[0] = from;
    first.outputs[0] = bytes;
    const std::string result = quantize.outputs[0];
    for (size_t i = places.size() - 1; i > 0; --i)
      *places[i] = *places[i - 1];
    *places[0] = std::move(first);
    places[1]->inputs[0] = bytes;
    places.back()->outputs[0] = result;
  }
}

} // namespace pnasc::foreign
