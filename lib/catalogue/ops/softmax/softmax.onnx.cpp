// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include <onnx/onnx_pb.h>

namespace pnasc::ops {

static void write(const OnnxWriting &w) {
  setInt(w.graph.node("Softmax", w.name, w.inputs, w.output), "axis", 1);
}

/// Also of log_softmax. The last axis is that of the channels where there are only those.
static llvm::Expected<OnnxRead> read(const OnnxReading &reading) {
  const int64_t axis = reading.integer("axis", -1);
  if (axis != 1 && !(axis == -1 && reading.in.positions() == 1))
    return wrong("has axis " + std::to_string(axis) + ", only the channels (1) are supported");
  return OnnxRead{reading.node.op_type() == "Softmax" ? "softmax" : "log_softmax", {}};
}

const OnnxOp &onnx_softmax() {
  static const OnnxOp op{"softmax", {"Softmax", "LogSoftmax"}, write, read};
  return op;
}

} // namespace pnasc::ops
