// SPDX-License-Identifier: Apache-2.0
// The error function, by which some exporters write gelu.
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

const Op &op_erf() {
  static const Op op = [] {
    Op op =
        functionOp("erf", "ONNX Erf", [](const ir::Attributes &, double x) { return std::erf(x); });
    op.traits.range = {{-1, 1}};
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
