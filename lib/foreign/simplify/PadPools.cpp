// SPDX-License-Identifier: Apache-2.0
#include "foreign/simplify/Simplify.h"

namespace pnasc::foreign {

/// The pool's amounts as a Pad takes them, [begins, ends] with batch and channels; empty where
/// there is nothing to move.
static Sizes amountsOf(const Node &node) {
  const Sizes pads = intsOf(node, "pads");
  const bool any = llvm::any_of(pads, [](int64_t amount) { return amount != 0; });
  if (node.type != "AveragePool" || node.inputCount() != 1 || node.outputCount() != 1 || !any ||
      pads.size() % 2 != 0 || intOf(node, "count_include_pad", 0) == 0 ||
      intOf(node, "ceil_mode", 0) != 0) // what a last window lacks is never counted
    return {};
  const auto half = ptrdiff_t(pads.size() / 2);
  Sizes amounts{0, 0};
  amounts.insert(amounts.end(), pads.begin(), pads.begin() + half);
  amounts.insert(amounts.end(), {0, 0});
  amounts.insert(amounts.end(), pads.begin() + half, pads.end());
  return amounts;
}

static Node padOf(const Node &pool, const Sizes &amounts, Graph &graph, Names &names) {
  const std::string &result = pool.outputs.front(), padded = names.fresh(result + "/padded");
  Node pad{"Pad", pool.name + "/padding", "", {pool.inputs.front()}, {padded}, {}};
  constexpr int64_t amountsAreInputs = 11;
  if (graph.opset >= amountsAreInputs)
    pad.inputs.push_back(
        graph.add(names.fresh(result + "/amounts"), constantOf({int64_t(amounts.size())}, amounts)));
  else
    setInts(pad, "pads", amounts);
  return pad;
}

void padPools(Graph &graph) {
  Names names(graph);
  for (auto at = graph.nodes.begin(); at != graph.nodes.end(); ++at)
    if (const Sizes amounts = amountsOf(*at); !amounts.empty()) {
      const auto pad = graph.nodes.insert(at, padOf(*at, amounts, graph, names));
      at->inputs.front() = pad->outputs.front();
      at->drop({"pads", "count_include_pad"});
    }
}

} // namespace pnasc::foreign
