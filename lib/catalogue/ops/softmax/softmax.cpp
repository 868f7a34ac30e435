// SPDX-License-Identifier: Apache-2.0
// exp(x) / sum of exp over the channels of a position.
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

const Op &op_softmax() {
  static const Op op = [] {
    Op op = plainOp("softmax", "Bridle 1990; ONNX Softmax");
    op.shape = [](const ir::Attributes &, llvm::ArrayRef<ir::Shape> in) {
      return softmaxShape("softmax", in[0]);
    };
    op.traits.takes = Takes::Either;
    op.traits.range = {{0, 1}};
    op.integer = integer_softmax;
    op.inputRows = sameRows;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
