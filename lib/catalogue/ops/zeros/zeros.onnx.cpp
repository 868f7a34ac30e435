// SPDX-License-Identifier: Apache-2.0
// Clip to [0, 0]; read where all of Clip is, by relu6.
#include "catalogue/ops/shared/OnnxOp.onnx.h"

namespace pnasc::ops {

const OnnxOp &onnx_zeros() {
  static const OnnxOp op{
      "zeros",
      {},
      [](const OnnxWriting &w) {
        w.graph.node("Clip", w.name, {w.inputs[0], w.graph.scalar(0), w.graph.scalar(0)}, w.output);
      },
      nullptr};
  return op;
}

} // namespace pnasc::ops
