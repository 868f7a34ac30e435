// SPDX-License-Identifier: Apache-2.0
#include "onnx/simplify/Simplify.h"

namespace pnasc::onnx {

namespace {

/// Zeros before and behind height and width, as pads of a Conv; nothing where it pads otherwise.
std::optional<Sizes> zerosOf(const Rewriter &graph, const Node &pad) {
  const auto *mode = findAttribute(pad, "mode");
  const auto *filler = findAttribute(pad, "value");
  if ((mode && mode->s() != "constant") || (filler && filler->f() != 0) || pad.input_size() > 3)
    return std::nullopt;
  if (pad.input_size() == 3 && !pad.input(2).empty() && graph.uniform(pad.input(2)) != 0.0)
    return std::nullopt;
  const auto given =
      pad.input_size() > 1 ? graph.integers(pad.input(1)) : std::optional(intsOf(pad, "pads"));
  if (!given || given->size() != 8)
    return std::nullopt;
  const Sizes &p = *given;
  const Sizes pads{p[2], p[3], p[6], p[7]};
  const bool fine = !p[0] && !p[1] && !p[4] && !p[5] &&
                    llvm::all_of(pads, [](int64_t n) { return n >= 0 && n < (1 << 16); });
  return fine ? std::optional(pads) : std::nullopt;
}

void addPads(Node &conv, const Sizes &pads) {
  for (int i = conv.attribute_size(); i-- > 0;)
    if (conv.attribute(i).name() == "auto_pad")
      conv.mutable_attribute()->DeleteSubrange(i, 1);
  for (auto &attribute : *conv.mutable_attribute())
    if (attribute.name() == "pads" && attribute.ints_size() == 4) {
      for (int i = 0; i < 4; ++i)
        attribute.set_ints(i, attribute.ints(i) + pads[size_t(i)]);
      return;
    }
  auto &attribute = *conv.add_attribute();
  attribute.set_name("pads");
  attribute.set_type(::onnx::AttributeProto::INTS);
  for (int64_t pad : pads)
    attribute.add_ints(pad);
}

} // namespace

void foldPads(Rewriter &graph) {
  for (Node *node : graph.nodes()) {
    if (node->op_type() != "Conv")
      continue;
    const Node *pad = graph.maker(node->input(0));
    const auto *automatic = findAttribute(*node, "auto_pad");
    const bool own = automatic && automatic->s() != "NOTSET" && automatic->s() != "VALID";
    const Sizes already = intsOf(*node, "pads");
    if (own || !pad || pad->op_type() != "Pad" || graph.onlyReader(node->input(0)) != node ||
        (!already.empty() && already.size() != 4))
      continue;
    if (const auto zeros = zerosOf(graph, *pad)) {
      addPads(*node, *zeros);
      graph.setInput(*node, 0, pad->input(0));
    }
  }
}

} // namespace pnasc::onnx
