// SPDX-License-Identifier: Apache-2.0
// x / (1 + exp(-x)), also called swish.
#include "catalogue/ops/shared/Rules.h"
#include <algorithm>
#include <cmath>

namespace pnasc::ops {

const Op &op_silu() {
  static const Op op = [] {
    Op op = functionOp("silu", "Elfwing, Uchibe, Doya 2017, arXiv 1702.03118",
                       [](const ir::Attributes &, double x) { return x / (1 + std::exp(-x)); });
    op.traits.rectifies = true;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
