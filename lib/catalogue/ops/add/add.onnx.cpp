// SPDX-License-Identifier: Apache-2.0
// Add for two inputs, Sum for more. Constant operands (a bias behind MatMul) are the reader's
// business.
#include "catalogue/ops/shared/OnnxOp.onnx.h"

namespace pnasc::ops {

const OnnxOp &onnx_add() {
  static const OnnxOp op{"add",
                         {"Add", "Sum"},
                         [](const OnnxWriting &w) {
                           w.graph.node(w.inputs.size() == 2 ? "Add" : "Sum", w.name, w.inputs,
                                        w.output);
                         },
                         [](const OnnxReading &) -> llvm::Expected<OnnxRead> {
                           return OnnxRead{"add", {}};
                         }};
  return op;
}

} // namespace pnasc::ops
