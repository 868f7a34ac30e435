// SPDX-License-Identifier: Apache-2.0
// 1 / (1 + exp(-x)).
#include "catalogue/ops/shared/Rules.h"
#include <algorithm>
#include <cmath>

namespace pnasc::ops {

const Op &op_sigmoid() {
  static const Op op = [] {
    Op op = functionOp("sigmoid", "ONNX Sigmoid",
                       [](const ir::Attributes &, double x) { return 1 / (1 + std::exp(-x)); });
    op.traits.range = {{0, 1}};
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
