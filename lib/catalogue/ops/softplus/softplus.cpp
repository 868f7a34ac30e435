// SPDX-License-Identifier: Apache-2.0
// log(1 + exp(x)): a smooth rectifier.
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

const Op &op_softplus() {
  static const Op op = [] {
    Op op = functionOp("softplus", "Dugas et al. 2000; ONNX Softplus",
                       [](const ir::Attributes &, double x) { // without overflow
                         return std::max(x, 0.0) + std::log1p(std::exp(-std::fabs(x)));
                       });
    op.traits.rectifies = true;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
