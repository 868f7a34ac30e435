// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/OnnxOp.onnx.h"

namespace pnasc::ops {

const OnnxOp &onnx_multiply() {
  static const OnnxOp op{
      "multiply",
      {"Mul"},
      [](const OnnxWriting &w) { w.graph.node("Mul", w.name, w.inputs, w.output); },
      [](const OnnxReading &) -> llvm::Expected<OnnxRead> {
        return OnnxRead{"multiply", {}};
      }};
  return op;
}

} // namespace pnasc::ops
