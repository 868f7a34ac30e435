// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/OnnxOp.onnx.h"

namespace pnasc::ops {

const OnnxOp &onnx_multiply() {
  static const OnnxOp op{"multiply", {"Mul"}};
  return op;
}

} // namespace pnasc::ops
