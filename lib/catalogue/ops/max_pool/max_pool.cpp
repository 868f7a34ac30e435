// SPDX-License-Identifier: Apache-2.0
// The largest value of each window, with gaps where dilation is above 1; padding never wins.
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

const Op &op_max_pool() {
  static const Op op = [] {
    Op op = plainOp("max_pool", "Ranzato et al. 2007; ONNX MaxPool");
    op.functions = {poolFunction("max_pool")};
    op.attributes = windowRules();
    op.attributes.push_back({"dilation", 2, {1, 1}, 1});
    op.shape = [](const ir::Attributes &attributes, llvm::ArrayRef<ir::Shape> in) {
      return poolShape("max_pool", attributes, in[0]);
    };
    op.traits.moves = true;
    op.integer = integer_max_pool;
    op.inputRows = slidingRows;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
