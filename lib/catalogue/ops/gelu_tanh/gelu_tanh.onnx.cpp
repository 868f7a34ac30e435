// SPDX-License-Identifier: Apache-2.0
// An operator of its own only since opset 20; before, and here, as PyTorch's exporter writes it:
// 1/2 * x * (1 + Tanh(sqrt(2 / pi) * (x + 0.044715 * x^3))).
#include "catalogue/ops/shared/OnnxOp.onnx.h"

namespace pnasc::ops {

using With = ChainStep::With;

static const ChainStep steps[] = {{"Mul", With::X},
                                  {"Mul", With::X},
                                  {"Mul", With::Number, 0.044715},
                                  {"Add", With::X},
                                  {"Mul", With::Number, M_SQRT2 *M_2_SQRTPI / 2},
                                  {"Tanh"},
                                  {"Add", With::Number, 1},
                                  {"Mul", With::X},
                                  {"Mul", With::Number, 0.5}};

const OnnxOp &onnx_gelu_tanh() {
  static const OnnxOp op = onnxChain<steps>("gelu_tanh");
  return op;
}

} // namespace pnasc::ops
