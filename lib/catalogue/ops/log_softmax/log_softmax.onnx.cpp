// SPDX-License-Identifier: Apache-2.0
// Read where Softmax is.
#include "catalogue/ops/shared/OnnxOp.onnx.h"

namespace pnasc::ops {

const OnnxOp &onnx_log_softmax() {
  static const OnnxOp op{"log_softmax", {}, [](const OnnxWriting &w) {
                           setInt(w.graph.node("LogSoftmax", w.name, w.inputs, w.output), "axis",
                                  1);
                         }};
  return op;
}

} // namespace pnasc::ops
