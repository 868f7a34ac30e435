// SPDX-License-Identifier: Apache-2.0
#include "onnx/Ranks.h"
#include "onnx/Proto.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::onnx {

using ops::Takes;

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
  const Takes takes = ops::traitsOf(op).takes;
  if (takes == Takes::Either)
    return values;
  const bool toFlat = takes == Takes::Features ||
                      (takes == Takes::Alike &&
                       llvm::all_of(values, [&](const std::string &v) { return isFlat.at(v); }));
  for (std::string &value : values)
    value = reshaped(value, toFlat);
  return values;
}

bool Ranks::makesFlat(llvm::StringRef op, const std::vector<std::string> &values) const {
  const ops::Traits &traits = ops::traitsOf(op);
  if (traits.lowering == ops::Lowering::Flatten || traits.takes == Takes::Features)
    return true;
  return traits.takes != Takes::Maps && isFlat.at(values.front());
}

} // namespace pnasc::onnx
