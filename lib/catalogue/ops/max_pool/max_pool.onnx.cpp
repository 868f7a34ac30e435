// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/OnnxOp.onnx.h"

namespace pnasc::ops {

const OnnxOp &onnx_max_pool() {
  static const OnnxOp op{"max_pool",
                         {"MaxPool"},
                         [](const OnnxWriting &w) {
                           writeWindow(w.graph.node("MaxPool", w.name, w.inputs, w.output),
                                       windowOf(w.attributes));
                         },
                         [](const OnnxReading &reading) { return readPool(reading, "max_pool"); }};
  return op;
}

} // namespace pnasc::ops
