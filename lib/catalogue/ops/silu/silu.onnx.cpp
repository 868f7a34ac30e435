// SPDX-License-Identifier: Apache-2.0
// ONNX has it in two pieces: x times Sigmoid(x).
#include "catalogue/ops/shared/OnnxOp.onnx.h"

namespace pnasc::ops {

static void write(const OnnxWriting &w) {
  w.graph.node("Sigmoid", w.name + ".gate", w.inputs, w.output + ".gate");
  w.graph.node("Mul", w.name, {w.inputs[0], w.output + ".gate"}, w.output);
}

const OnnxOp &onnx_silu() {
  static const OnnxOp op = [] {
    OnnxOp op{"silu", {}, write};
    op.chain = {"Sigmoid", "Mul"};
    op.match = matchGated;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
