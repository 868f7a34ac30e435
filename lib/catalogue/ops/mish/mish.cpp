// SPDX-License-Identifier: Apache-2.0
// x * tanh(log(1 + exp(x))).
#include "catalogue/ops/shared/Rules.h"
#include <algorithm>

namespace pnasc::ops {

const Op &op_mish() {
  static const Op op = [] {
    Op op = functionOp("mish", "Misra 2019, arXiv 1908.08681; ONNX Mish",
                       [](const ir::Attributes &, double x) {
                         const double above = std::max(x, 0.0);
                         return x * std::tanh(above + std::log1p(std::exp(-std::fabs(x))));
                       });
    op.traits.rectifies = true;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
