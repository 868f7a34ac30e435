// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/OnnxOp.onnx.h"

namespace pnasc::ops {

const OnnxOp &onnx_erf() {
  static const OnnxOp op{
      "erf",
      {"Erf"},
      [](const OnnxWriting &w) { w.graph.node("Erf", w.name, w.inputs, w.output); },
      [](const OnnxReading &) -> llvm::Expected<OnnxRead> {
        return OnnxRead{"erf", {}};
      }};
  return op;
}

} // namespace pnasc::ops
