// SPDX-License-Identifier: Apache-2.0
// The mean of each window's real positions; padding is not counted (ONNX: count_include_pad = 0).
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"
#include "llvm/Support/MathExtras.h"

namespace pnasc::ops {

const Op &op_average_pool() {
  static const Op op = [] {
    Op op = plainOp("average_pool", "LeCun et al. 1989; ONNX AveragePool");
    op.functions = {poolFunction("average_pool")};
    op.attributes = windowRules();
    op.shape = [](const ir::Attributes &attributes, llvm::ArrayRef<ir::Shape> in) {
      return poolShape("average_pool", attributes, in[0]);
    };
    op.halvings = [](const ir::Attributes &attributes, const ir::Shape &) {
      const Window window = windowOf(attributes); // at the border of any part of it
      return int(llvm::Log2_64(uint64_t(window.kernel[0])) +
                 llvm::Log2_64(uint64_t(window.kernel[1])));
    };
    op.integer = integer_average_pool;
    op.inputRows = slidingRows;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
