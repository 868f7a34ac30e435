// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/OnnxOp.onnx.h"

namespace pnasc::ops {

const OnnxOp &onnx_relu() {
  static const OnnxOp op{"relu", {"Relu"}};
  return op;
}

} // namespace pnasc::ops
