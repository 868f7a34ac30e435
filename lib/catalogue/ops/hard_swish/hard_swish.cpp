// SPDX-License-Identifier: Apache-2.0
// x min(max(x / 6 + 1/2, 0), 1).
#include "catalogue/ops/shared/Rules.h"
#include <algorithm>
#include <cmath>

namespace pnasc::ops {

const Op &op_hard_swish() {
  static const Op op = [] {
    Op op = functionOp(
        "hard_swish", "Howard et al. 2019, arXiv 1905.02244, section 5.2; ONNX HardSwish",
        [](const ir::Attributes &, double x) { return x * std::clamp(x / 6 + 0.5, 0.0, 1.0); });
    op.traits.rectifies = true;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
