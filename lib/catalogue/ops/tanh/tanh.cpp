// SPDX-License-Identifier: Apache-2.0
// The hyperbolic tangent.
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

const Op &op_tanh() {
  static const Op op = [] {
    Op op = functionOp("tanh", "LeCun et al. 1998; ONNX Tanh",
                       [](const ir::Attributes &, double x) { return std::tanh(x); });
    op.traits.range = {{-1, 1}};
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
