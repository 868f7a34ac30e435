// SPDX-License-Identifier: Apache-2.0
// Reshape to four constant sizes, the batch in front. (To other ranks it is a way to count and no
// operator: lib/onnx.)
#include "catalogue/ops/shared/OnnxOp.onnx.h"

namespace pnasc::ops {

static void write(const OnnxWriting &w) {
  const auto shape = w.attributes.list("shape");
  w.graph.node("Reshape", w.name, {w.inputs[0], w.graph.ints({0, shape[0], shape[1], shape[2]})},
               w.output);
}

static llvm::Expected<OnnxRead> read(const OnnxReading &reading) {
  const auto sizes = reading.numbers(1);
  if (!sizes || sizes->size() != 4)
    return wrong("needs four constant sizes");
  for (double size : llvm::makeArrayRef(*sizes).drop_front())
    if (size < 1)
      return wrong("needs sizes that are known");
  OnnxRead read{"reshape", {}};
  read.attributes.set("shape", {int64_t((*sizes)[1]), int64_t((*sizes)[2]), int64_t((*sizes)[3])});
  return read;
}

const OnnxOp &onnx_reshape() {
  static const OnnxOp op{"reshape", {"Reshape"}, write, read};
  return op;
}

} // namespace pnasc::ops
