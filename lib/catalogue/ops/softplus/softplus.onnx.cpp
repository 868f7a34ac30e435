// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/OnnxOp.onnx.h"

namespace pnasc::ops {

const OnnxOp &onnx_softplus() {
  static const OnnxOp op{
      "softplus",
      {"Softplus"},
      [](const OnnxWriting &w) { w.graph.node("Softplus", w.name, w.inputs, w.output); },
      [](const OnnxReading &) -> llvm::Expected<OnnxRead> {
        return OnnxRead{"softplus", {}};
      }};
  return op;
}

} // namespace pnasc::ops
