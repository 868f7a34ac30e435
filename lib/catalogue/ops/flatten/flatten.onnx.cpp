// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/OnnxOp.onnx.h"

namespace pnasc::ops {

const OnnxOp &onnx_flatten() {
  static const OnnxOp op{"flatten",
                         {"Flatten"},
                         [](const OnnxWriting &w) {
                           setInt(w.graph.node("Flatten", w.name, w.inputs, w.output), "axis", 1);
                         },
                         [](const OnnxReading &reading) -> llvm::Expected<OnnxRead> {
                           if (reading.integer("axis", 1) != 1)
                             return wrong("has axis " + std::to_string(reading.integer("axis", 1)) +
                                          ", only 1 is supported");
                           return OnnxRead{"flatten", {}};
                         }};
  return op;
}

} // namespace pnasc::ops
