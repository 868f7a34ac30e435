// SPDX-License-Identifier: Apache-2.0
// x times the share of a normal distribution that lies below x.
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

const Op &op_gelu() {
  static const Op op = [] {
    Op op = functionOp(
        "gelu", "Hendrycks, Gimpel 2016, arXiv 1606.08415; ONNX Gelu",
        [](const ir::Attributes &, double x) { return x * 0.5 * (1 + std::erf(x * M_SQRT1_2)); });
    op.traits.rectifies = true;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
