// SPDX-License-Identifier: Apache-2.0
#include "emit/Emit.h"
#include "emit/Model.h"
#include "support/Digest.h"
#include "support/Error.h"
#include "llvm/ADT/StringExtras.h"

namespace pnasc::emit {

static llvm::Error refused(const std::string &why) {
  return support::failure(support::Exit::Environment, "cannot write C: " + why);
}

static bool isIdentifier(llvm::StringRef name) {
  return !name.empty() && !llvm::isDigit(name[0]) && llvm::all_of(name, [](char c) {
    return llvm::isDigit(c) || (c >= 'a' && c <= 'z') || c == '_';
  });
}

/// C99 promises 4,095 characters in a literal, of which one byte may take four.
static constexpr size_t LongestLabel = 1000;

static llvm::Error place(Model &model) {
  for (const ir::Step &step : model.plan.steps) {
    const uint32_t node = step.node;
    if (!ir::isWhole(model.network.graph, step))
      return refused("kernels make all rows at once, from the first on; the schedule asks rows " +
                     step.rows.text() + (step.mirrored ? " mirrored" : "") + " of %" +
                     std::to_string(ir::tensorOf(model.network.graph, step)));
    const ir::DeployNode &own = model.network.graph.nodes[node];
    const kernels::Kernel *kernel = kernels::kernelOf(own);
    if (!kernel)
      return refused("no kernel runs '" + own.name + "' (" + own.op + ")");
    model.layers.push_back({node, kernel, kernel->layer({model.network, model.plan, node})});
  }
  return llvm::Error::success();
}

/// Of kernels, parameters and tables: two libraries with one digest give the same answers.
static std::string digestOf(const Model &model) {
  std::string all = std::to_string(model.plan.arenaBytes);
  for (const PlacedLayer &layer : model.layers) {
    all += layer.kernel->text;
    for (const std::string &parameters : layer.layer.parameters)
      all += parameters;
    for (const kernels::Table &table : layer.layer.tables)
      all.append(reinterpret_cast<const char *>(table.values.data()), 4 * table.values.size());
  }
  const auto add = [&](const ir::QuantParams &params) {
    all += floatText(params.scale) + "," + std::to_string(params.zeroPoint) + ";";
  };
  add(model.inputParams());
  for (size_t i = 0; i < model.outputs(); ++i) {
    if (i > 0) // which of the tensors it is
      all += std::to_string(model.network.graph.outputs[i]) + ":";
    add(model.outputParams(i));
  }
  return support::digest(all, 32);
}

/// The interface and its golden vectors are of bytes.
static llvm::Error checkElements(const ir::DeployGraph &graph) {
  std::vector<uint32_t> tensors = graph.outputs;
  tensors.push_back(0);
  for (uint32_t id : tensors)
    if (graph.tensors[id].element != ir::Element::Int8)
      return refused("'" + graph.tensors[id].name + "' is " +
                     ir::infoOf(graph.tensors[id].element).name.str() +
                     "; inputs and outputs of a model are int8");
  return llvm::Error::success();
}

llvm::Expected<ir::Bundle> emitC(const ir::IntegerNetwork &network, const ir::Schedule &plan,
                                 llvm::StringRef name, const Vectors &selftest) {
  if (!isIdentifier(name))
    return refused("'" + name.str() + "' is no C identifier in lower case");
  if (network.graph.outputs.empty())
    return refused("the model has no output");
  if (llvm::Error error = checkElements(network.graph))
    return error;
  for (const std::string &label : network.labels)
    if (label.size() > LongestLabel)
      return refused("a label has " + std::to_string(label.size()) +
                     " bytes, the longest may have " + std::to_string(LongestLabel));
  Model model{network, plan, name.str(), name.upper(), selftest, {}, ""};
  if (llvm::Error error = place(model))
    return error;
  model.digest = digestOf(model);
  return ir::Bundle{
      {model.name + ".h", headerText(model)},
      {model.name + ".c", sourceText(model)},
      {model.name + "_weights.c", weightsText(model)},
      {model.name + "_selftest.c", selftestText(model)},
      {"CMakeLists.txt", cmakeText(model)},
      {"README.md", readmeText(model)},
  };
}

} // namespace pnasc::emit
