// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/OnnxOp.onnx.h"

namespace pnasc::ops {

const OnnxOp &onnx_global_average_pool() {
  static const OnnxOp op{
      "global_average_pool",
      {"GlobalAveragePool"},
      [](const OnnxWriting &w) { w.graph.node("GlobalAveragePool", w.name, w.inputs, w.output); },
      [](const OnnxReading &) -> llvm::Expected<OnnxRead> {
        return OnnxRead{"global_average_pool", {}};
      }};
  return op;
}

} // namespace pnasc::ops
