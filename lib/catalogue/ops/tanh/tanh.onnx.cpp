// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/OnnxOp.onnx.h"

namespace pnasc::ops {

const OnnxOp &onnx_tanh() {
  static const OnnxOp op{"tanh", {"Tanh"}};
  return op;
}

} // namespace pnasc::ops
