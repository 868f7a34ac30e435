// SPDX-License-Identifier: Apache-2.0
// min(max(x, 0), 6); lowers to a clamp of the operator before it wherever that is possible.
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

const Op &op_relu6() {
  static const Op op = [] {
    Op op = plainOp("relu6", "Krizhevsky 2010, Convolutional deep belief networks on CIFAR-10");
    op.traits.lowering = Lowering::Clamp;
    op.traits.clamp = ir::Clamp::Relu6;
    op.traits.moves = op.traits.rectifies = true;
    op.traits.takes = Takes::Either;
    op.integer = integer_relu6;
    op.inputRows = sameRows;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
