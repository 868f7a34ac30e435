// SPDX-License-Identifier: Apache-2.0
// An operator of its own only since opset 20; before, and here, Mul(Mul(x, 1 + Erf(x / sqrt(2))),
// 1/2).
#include "catalogue/ops/shared/OnnxOp.onnx.h"

namespace pnasc::ops {

using With = ChainStep::With;

static const ChainStep steps[] = {{"Div", With::Number, M_SQRT2},
                                  {"Erf"},
                                  {"Add", With::Number, 1},
                                  {"Mul", With::X},
                                  {"Mul", With::Number, 0.5}};

const OnnxOp &onnx_gelu() {
  static const OnnxOp op = onnxChain<steps>("gelu");
  return op;
}

} // namespace pnasc::ops
