// SPDX-License-Identifier: Apache-2.0
#include "foreign/Operators.h"
#include "catalogue/ops/shared/Op.h"
#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include "foreign/Messages.onnx.h"
#include "foreign/maps/MapForm.h"
#include "foreign/quantised/ContribForms.h"
#include "foreign/quantised/Dequantise.h"
#include "foreign/simplify/FoldConstants.h"
#include "onnx/Model.onnx.h"
#include "support/Error.h"
#include <onnx/onnx_pb.h>

namespace pnasc::foreign {

bool isFunction(llvm::StringRef type) {
  const ops::OnnxOp *op = ops::onnxOpOfType(type);
  return op && ops::find(op->op)->function;
}

void joinChains(Graph &graph) {
  constexpr size_t numbers = 16; // chains compare single ones
  ::onnx::ModelProto model;
  write(graph, model, numbers);
  onnx::joinChains(*model.mutable_graph());
  takeNodes(model.graph(), graph);
}

bool isRead(const Node &node) {
  return node.domain.empty() && (ops::onnxOpOfType(node.type) || node.type == "Constant" ||
                                 node.type == "Identity" || node.type == "Dropout");
}

/// Before floats are made of bytes, constants folded and what is written out is joined, more is
/// known.
bool mayBeRead(const Node &node) {
  static const std::set<std::string> joined = {"Exp",     "Log",         "Where",         "Less",
                                               "Greater", "LessOrEqual", "GreaterOrEqual"};
  if (!node.domain.empty())
    return isContribForm(node);
  return isRead(node) || isQuantised(node) || folds(node.type) || hasMapForm(node.type) ||
         joined.count(node.type) != 0;
}

llvm::Error checkRead(const Graph &graph, llvm::function_ref<bool(const Node &)> known) {
  std::string list;
  for (const Node &node : graph.nodes) {
    if (known(node))
      continue;
    const std::string type = (node.domain.empty() ? "" : node.domain + ".") + node.type;
    const bool named = !node.name.empty() || node.outputs.empty();
    list += (list.empty() ? "" : ", ") + type + " ('" + (named ? node.name : node.outputs[0]) +
            "')";
  }
  return list.empty() ? llvm::Error::success()
                      : support::environment("unsupported operators " + list);
}

} // namespace pnasc::foreign
