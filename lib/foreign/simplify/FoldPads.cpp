// SPDX-License-Identifier: Apache-2.0
#include "foreign/simplify/Simplify.h"

namespace pnasc::foreign {

namespace {

/// Zeros before and behind height and width, as pads of a Conv; nothing where it pads otherwise.
std::optional<Sizes> zerosOf(const Rewriter &graph, const Node &pad) {
  const auto *mode = findAttribute(pad, "mode");
  const auto *filler = findAttribute(pad, "value");
  if ((mode && mode->s != "constant") || (filler && filler->f != 0) || pad.inputCount() > 3)
    return std::nullopt;
  if (pad.inputCount() == 3 && !pad.inputs[2].empty() && graph.uniform(pad.inputs[2]) != 0.0)
    return std::nullopt;
  const auto given =
      pad.inputCount() > 1 ? graph.integers(pad.inputs[1]) : std::optional(intsOf(pad, "pads"));
  if (!given || given->size() != 8)
    return std::nullopt;
  const Sizes &p = *given;
  const Sizes pads{p[2], p[3], p[6], p[7]};
  const bool fine = !p[0] && !p[1] && !p[4] && !p[5] &&
                    llvm::all_of(pads, [](int64_t n) { return n >= 0 && n < (1 << 16); });
  return fine ? std::optional(pads) : std::nullopt;
}

void addPads(Node &conv, const Sizes &pads) {
  const auto *automatic = findAttribute(conv, "auto_pad");
  const bool none = automatic && automatic->s == "VALID"; // whatever else it says
  Sizes sum = none ? Sizes() : intsOf(conv, "pads");
  conv.drop({"auto_pad"});
  sum.resize(4, 0);
  for (size_t i = 0; i < 4; ++i)
    sum[i] += pads[i];
  setInts(conv, "pads", sum);
}

} // namespace

void foldPads(Rewriter &graph) {
  for (Node *node : graph.nodes()) {
    if (node->type != "Conv")
      continue;
    const Node *pad = graph.maker(node->inputs[0]);
    const auto *automatic = findAttribute(*node, "auto_pad");
    const bool own = automatic && automatic->s != "NOTSET" && automatic->s != "VALID";
    const Sizes already = intsOf(*node, "pads");
    if (own || !pad || pad->type != "Pad" || graph.onlyReader(node->inputs[0]) != node ||
        (!already.empty() && already.size() != 4))
      continue;
    if (const auto zeros = zerosOf(graph, *pad)) {
      addPads(*node, *zeros);
      graph.setInput(*node, 0, pad->inputs[0]);
    }
  }
}

} // namespace pnasc::foreign
