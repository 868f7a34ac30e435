// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/OnnxOp.onnx.h"

namespace pnasc::ops {

const OnnxOp &onnx_tanh() {
  static const OnnxOp op{
      "tanh",
      {"Tanh"},
      [](const OnnxWriting &w) { w.graph.node("Tanh", w.name, w.inputs, w.output); },
      [](const OnnxReading &) -> llvm::Expected<OnnxRead> {
        return OnnxRead{"tanh", {}};
      }};
  return op;
}

} // namespace pnasc::ops
