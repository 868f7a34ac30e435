// SPDX-License-Identifier: Apache-2.0
// Gelu with the normal distribution's share written with tanh.
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

const Op &op_gelu_tanh() {
  static const Op op = [] {
    Op op = functionOp(
        "gelu_tanh", "Hendrycks, Gimpel 2016, arXiv 1606.08415; ONNX Gelu, approximate = tanh",
        [](const ir::Attributes &, double x) {
          return 0.5 * x * (1 + std::tanh(M_SQRT2 * M_2_SQRTPI / 2 * (x + 0.044715 * x * x * x)));
        });
    op.traits.rectifies = true;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
