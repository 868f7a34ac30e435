// SPDX-License-Identifier: Apache-2.0
// x - log(sum of exp over the channels of a position): how many classifiers from elsewhere end.
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

const Op &op_log_softmax() {
  static const Op op = [] {
    Op op = plainOp("log_softmax", "Bridle 1990; ONNX LogSoftmax");
    op.shape = [](const ir::Attributes &, llvm::ArrayRef<ir::Shape> in) {
      return softmaxShape("log_softmax", in[0]);
    };
    op.traits.takes = Takes::Either;
    op.integer = integer_log_softmax;
    op.inputRows = sameRows;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
