// SPDX-License-Identifier: Apache-2.0
// max(x, 0); lowers to a clamp of the operator before it wherever that is possible.
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

const Op &op_relu() {
  static const Op op = [] {
    Op op = plainOp("relu", "Nair, Hinton 2010");
    op.traits.lowering = Lowering::Clamp;
    op.traits.clamp = ir::Clamp::Relu;
    op.traits.moves = op.traits.rectifies = true;
    op.traits.takes = Takes::Either;
    op.integer = integer_relu;
    op.inputRows = sameRows;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
