// SPDX-License-Identifier: Apache-2.0
#include "foreign/maps/NewForms.h"
#include "foreign/maps/MapForm.h"

namespace pnasc::foreign {

/// Operators that the library does not know; in their place stand older ones.
bool isNewOperator(const std::string &type) {
  return type == "Gelu" || type == "Swish" || type == "Mish";
}

static bool isNewResize(const Node &node) {
  const auto *policy = findAttribute(node, "keep_aspect_ratio_policy");
  const auto *where = findAttribute(node, "coordinate_transformation_mode");
  return findAttribute(node, "axes") || intOf(node, "antialias", 0) != 0 ||
         (policy && policy->s != "stretch") || (where && where->s == "half_pixel_symmetric");
}

bool isNewForm(const Node &node) {
  const std::string &type = node.type;
  if (isNewOperator(type))
    return true;
  if (type.rfind("Reduce", 0) == 0)
    return type != "ReduceSum" && node.hasInput(1);
  if (type == "Split")
    return findAttribute(node, "num_outputs");
  if (type == "Pad")
    return node.hasInput(3);
  if (type == "Resize")
    return isNewResize(node);
  const auto dilated = [&] {
    return llvm::any_of(intsOf(node, "dilations"), [](int64_t d) { return d != 1; });
  };
  return type == "AveragePool" && dilated();
}

void forgetBehindNewForms(const Graph &graph, KnownSizes &known) {
  std::set<std::string> unsure;
  for (const Node &node : graph.nodes) {
    const bool behind =
        llvm::any_of(node.inputs, [&](const std::string &v) { return unsure.count(v) != 0; });
    if (!behind && !isNewForm(node))
      continue;
    for (const std::string &output : node.outputs) {
      unsure.insert(output);
      known.erase(output);
    }
  }
}

bool replaceNewForms(Graph &graph, const KnownSizes &known, int64_t batch) {
  if (llvm::none_of(graph.nodes, isNewForm))
    return false;
  Emitter emit(graph, known, batch);
  bool replaced = false;
  for (const Node &node : graph.nodes) {
    if (isNewForm(node) && emit.sizes(node.inputs[0]) && mapNode(emit, node))
      replaced = true;
    else
      emit.keep(node);
  }
  emit.commit();
  return replaced;
}

} // namespace pnasc::foreign
