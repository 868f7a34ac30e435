// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/OnnxOp.onnx.h"

namespace pnasc::ops {

const OnnxOp &onnx_softplus() {
  static const OnnxOp op{"softplus", {"Softplus"}};
  return op;
}

} // namespace pnasc::ops
