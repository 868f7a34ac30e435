// SPDX-License-Identifier: Apache-2.0
// 0 everywhere, in the shape of its input: the operation `none` of cell search spaces. A sum leaves
// it out (elaborate), so it only runs where nothing else reaches a tensor.
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

const Op &op_zeros() {
  static const Op op = [] {
    Op op = plainOp("zeros", "NAS-Bench-201 (Dong, Yang 2020), operation zeroize");
    op.integer = integer_zeros;
    op.inputRows = sameRows;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
