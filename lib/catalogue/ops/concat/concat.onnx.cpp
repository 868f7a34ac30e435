// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/OnnxOp.onnx.h"

namespace pnasc::ops {

const OnnxOp &onnx_concat() {
  static const OnnxOp op{"concat",
                         {"Concat"},
                         [](const OnnxWriting &w) {
                           setInt(w.graph.node("Concat", w.name, w.inputs, w.output), "axis", 1);
                         },
                         [](const OnnxReading &reading) -> llvm::Expected<OnnxRead> {
                           if (reading.integer("axis", 0) != 1)
                             return wrong("joins along axis " +
                                          std::to_string(reading.integer("axis", 0)) +
                                          ", only the channels (1) are supported");
                           return OnnxRead{"concat", {}};
                         }};
  return op;
}

} // namespace pnasc::ops
