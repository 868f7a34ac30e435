// SPDX-License-Identifier: Apache-2.0
// What a file says about itself: the versions it was written for, names, whether it still trains.
#include "onnx/Proto.h"
#include "onnx/Vet.h"
#include "support/Error.h"
#include <set>

namespace pnasc::onnx {

llvm::Error checkVersions(const ::onnx::ModelProto &model) {
  constexpr int64_t newestFormat = 13; // of ONNX 1.20
  const int64_t opset = opsetOf(model);
  if (model.ir_version() > newestFormat)
    return support::environment("it is of IR version " + std::to_string(model.ir_version()) + ", " +
                                std::to_string(newestFormat) + " is the newest that is known");
  if (opset < 1 || opset > NewestOpset)
    return support::environment("it is of opset " + std::to_string(opset) + ", 1 to " +
                                std::to_string(NewestOpset) + " are known");
  return llvm::Error::success();
}

llvm::Error checkNames(const ::onnx::GraphProto &graph) {
  std::set<std::string> names;
  for (const auto &node : graph.node())
    if (!node.name().empty() && !names.insert(node.name()).second)
      return support::environment("two nodes have the name '" + node.name() + "'");
  return llvm::Error::success();
}

static int64_t integerOf(const ::onnx::NodeProto &node, const char *name) {
  for (const auto &attribute : node.attribute())
    if (attribute.name() == name)
      return attribute.i();
  return 0;
}

/// A batch norm takes its statistics from the batch: by an attribute, of older opsets where it is
/// not said to be a test, or where it gives them out.
static bool trains(const ::onnx::NodeProto &node, int64_t opset) {
  constexpr int64_t testsUnlessAsked = 7, givesNothingOut = 14;
  if (node.op_type() == "Dropout")
    return opset < testsUnlessAsked && integerOf(node, "is_test") == 0;
  if (node.op_type() != "BatchNormalization")
    return false;
  const auto given = llvm::count_if(node.output(), [](const auto &name) { return !name.empty(); });
  return integerOf(node, "training_mode") != 0 ||
         (opset < testsUnlessAsked && integerOf(node, "is_test") == 0) ||
         (opset < givesNothingOut && given > 1);
}

llvm::Error checkInference(const ::onnx::GraphProto &graph, int64_t opset) {
  for (const auto &node : graph.node())
    if (trains(node, opset))
      return support::environment(nodeText(node) +
                                  " is in training mode, only inference is supported");
  return llvm::Error::success();
}

} // namespace pnasc::onnx
