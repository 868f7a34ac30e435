// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/OnnxOp.onnx.h"

namespace pnasc::ops {

const OnnxOp &onnx_sigmoid() {
  static const OnnxOp op{"sigmoid", {"Sigmoid"}};
  return op;
}

} // namespace pnasc::ops
