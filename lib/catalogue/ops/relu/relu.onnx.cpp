// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/OnnxOp.onnx.h"

namespace pnasc::ops {

const OnnxOp &onnx_relu() {
  static const OnnxOp op{
      "relu",
      {"Relu"},
      [](const OnnxWriting &w) { w.graph.node("Relu", w.name, w.inputs, w.output); },
      [](const OnnxReading &) -> llvm::Expected<OnnxRead> {
        return OnnxRead{"relu", {}};
      }};
  return op;
}

} // namespace pnasc::ops
