// SPDX-License-Identifier: Apache-2.0
#include "onnx/Ranks.h"
#include "onnx/Proto.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::onnx {

static bool keepsRank(llvm::StringRef op) {
  return op == "relu" || op == "relu6" || op == "batch_norm" || op == "flatten";
}

std::string Ranks::reshaped(const std::string &value, bool toFlat) {
  if (isFlat.at(value) == toFlat)
    return value;
  const std::string made = value + (toFlat ? ".flat" : ".map");
  if (isFlat.count(made))
    return made;
  if (toFlat) {
    ops::setInt(graph.node("Flatten", made, {value}, made), "axis", 1);
  } else {
    const bool known = llvm::any_of(graph.proto.initializer(), [](const ::onnx::TensorProto &t) {
      return t.name() == "shape.map";
    });
    if (!known)
      addTensor<int64_t>(graph.proto, "shape.map", {4}, {0, -1, 1, 1});
    graph.node("Reshape", made, {value, "shape.map"}, made);
  }
  isFlat[made] = toFlat;
  return made;
}

std::vector<std::string> Ranks::match(llvm::StringRef op, std::vector<std::string> values) {
  if (keepsRank(op))
    return values;
  const bool join = op == "add" || op == "concat";
  const bool toFlat =
      op == "linear" ||
      (join && llvm::all_of(values, [&](const std::string &v) { return isFlat.at(v); }));
  for (std::string &value : values)
    value = reshaped(value, toFlat);
  return values;
}

bool Ranks::makesFlat(llvm::StringRef op, const std::vector<std::string> &values) const {
  if (op == "flatten" || op == "linear")
    return true;
  return (keepsRank(op) || op == "add" || op == "concat") && isFlat.at(values.front());
}

} // namespace pnasc::onnx
