// SPDX-License-Identifier: Apache-2.0
// An operator of its own only since opset 18; before, and here, x * Tanh(Softplus(x)).
#include "catalogue/ops/shared/OnnxOp.onnx.h"

namespace pnasc::ops {

using With = ChainStep::With;

static const ChainStep steps[] = {{"Softplus"}, {"Tanh"}, {"Mul", With::X}};

const OnnxOp &onnx_mish() {
  static const OnnxOp op = [] {
    OnnxOp op = onnxChain<steps>("mish");
    op.match = matchGated;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
