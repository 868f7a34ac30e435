// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/OnnxOp.onnx.h"

namespace pnasc::ops {

const OnnxOp &onnx_erf() {
  static const OnnxOp op{"erf", {"Erf"}};
  return op;
}

} // namespace pnasc::ops
