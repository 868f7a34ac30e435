// SPDX-License-Identifier: Apache-2.0
// What moves values between an operator and its QuantizeLinear moves bytes behind it instead:
//   Concat -> Reshape -> Transpose -> QuantizeLinear      Concat -> QuantizeLinear -> Reshape ->
//   ...
#include "onnx/quantised/QuantisedForms.h"

namespace pnasc::onnx {

namespace {

bool moves(const Node &node) {
  static const std::set<std::string> types = {"Reshape", "Transpose", "Flatten",
                                              "Squeeze", "Unsqueeze", "Slice"};
  return types.count(node.op_type()) != 0 && node.output_size() == 1;
}

/// The moving nodes right before a QuantizeLinear, each read by the next alone; first to last.
std::vector<Node *> movesBefore(const Rewriter &graph, Node &quantize) {
  std::vector<Node *> chain;
  const Node *reader = &quantize;
  for (;;) {
    Node *before = graph.maker(reader->input(0));
    if (!before || !moves(*before) || graph.onlyReader(reader->input(0)) != reader)
      break;
    chain.insert(chain.begin(), before);
    reader = before;
  }
  return chain;
}

} // namespace

void sinkMoves(::onnx::GraphProto &graph, KnownSizes &known) {
  const Rewriter rewriter(graph, known);
  for (Node &quantize : *graph.mutable_node()) {
    if (quantize.op_type() != "QuantizeLinear")
      continue;
    std::vector<Node *> places = movesBefore(rewriter, quantize);
    if (places.empty())
      continue;
    places.push_back(&quantize);
    const std::string from = places.front()->input(0), bytes = quantize.output(0) + "/unmoved";
    if (const auto sizes = known.find(from); sizes != known.end())
      known[bytes] = sizes->second;
    // Each node takes the place of the one behind it.
    Node first = quantize;
    first.set_input(0, from);
    first.set_output(0, bytes);
    const std::string result = quantize.output(0);
    for (size_t i = places.size() - 1; i > 0; --i)
      *places[i] = *places[i - 1];
    *places[0] = std::move(first);
    places[1]->set_input(0, bytes);
    places.back()->set_output(0, result);
  }
}

} // namespace pnasc::onnx
