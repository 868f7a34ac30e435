// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/OnnxOp.onnx.h"

namespace pnasc::ops {

const OnnxOp &onnx_sigmoid() {
  static const OnnxOp op{
      "sigmoid",
      {"Sigmoid"},
      [](const OnnxWriting &w) { w.graph.node("Sigmoid", w.name, w.inputs, w.output); },
      [](const OnnxReading &) -> llvm::Expected<OnnxRead> {
        return OnnxRead{"sigmoid", {}};
      }};
  return op;
}

} // namespace pnasc::ops
