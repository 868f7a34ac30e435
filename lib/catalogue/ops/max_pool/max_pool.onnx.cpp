// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/OnnxOp.onnx.h"

namespace pnasc::ops {

const OnnxOp &onnx_max_pool() {
  static const OnnxOp op{"max_pool",
                         {"MaxPool"},
                         [](const OnnxWriting &w) {
                           const Window window = windowOf(w.attributes);
                           ::onnx::NodeProto &node =
                               w.graph.node("MaxPool", w.name, w.inputs, w.output);
                           writeWindow(node, window);
                           if (window.dilation != std::array<int64_t, 2>{1, 1})
                             setInts(node, "dilations", window.dilation);
                         },
                         [](const OnnxReading &reading) { return readPool(reading, "max_pool"); }};
  return op;
}

} // namespace pnasc::ops
