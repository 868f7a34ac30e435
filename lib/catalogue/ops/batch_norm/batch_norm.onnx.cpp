// SPDX-License-Identifier: Apache-2.0
// Another epsilon than ours is put into the variance by whoever reads the values.
#include "catalogue/ops/OnnxOp.onnx.h"

namespace pnasc::ops {

const OnnxOp &onnx_batch_norm() {
  static const OnnxOp op{"batch_norm",
                         {"BatchNormalization"},
                         [](const OnnxWriting &w) {
                           setFloat(w.graph.node("BatchNormalization", w.name, w.inputs, w.output),
                                    "epsilon", 1e-5f);
                         },
                         [](const OnnxReading &reading) -> llvm::Expected<OnnxRead> {
                           if (reading.integer("training_mode", 0) != 0)
                             return wrong("has training_mode 1, only inference is supported");
                           return OnnxRead{"batch_norm", {}};
                         }};
  return op;
}

} // namespace pnasc::ops
