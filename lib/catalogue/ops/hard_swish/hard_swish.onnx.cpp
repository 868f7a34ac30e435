// SPDX-License-Identifier: Apache-2.0
// Of opset 14.
#include "catalogue/ops/shared/OnnxOp.onnx.h"

namespace pnasc::ops {

const OnnxOp &onnx_hard_swish() {
  static const OnnxOp op{"hard_swish", {"HardSwish"}};
  return op;
}

} // namespace pnasc::ops
