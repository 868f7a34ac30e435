// SPDX-License-Identifier: Apache-2.0
// min(max(alpha x + beta, 0), 1); in the language alpha = 1/6, beta = 1/2 (Howard et al. 2019,
// arXiv 1905.02244, section 5.2).
#include "catalogue/ops/shared/Rules.h"
#include <algorithm>
#include <cmath>

namespace pnasc::ops {

const Op &op_hard_sigmoid() {
  static const Op op = [] {
    Op op = functionOp("hard_sigmoid", "ONNX HardSigmoid",
                       [](const ir::Attributes &attributes, double x) {
                         const double alpha = realAttribute(attributes, "alpha", Sixth),
                                      beta = realAttribute(attributes, "beta", Billionths / 2);
                         return std::clamp(alpha * x + beta, 0.0, 1.0);
                       });
    op.attributes = {{"alpha", 1, {Sixth}, 0}, {"beta", 1, {Billionths / 2}, -Billionths}};
    op.traits.range = {{0, 1}};
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
