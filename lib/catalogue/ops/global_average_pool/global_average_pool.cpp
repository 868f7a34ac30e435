// SPDX-License-Identifier: Apache-2.0
// The mean of each channel over all positions: C x 1 x 1.
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"
#include "llvm/Support/MathExtras.h"

namespace pnasc::ops {

const Op &op_global_average_pool() {
  static const Op op = [] {
    Op op = plainOp("global_average_pool", "Lin, Chen, Yan 2013, arXiv 1312.4400");
    op.shape = [](const ir::Attributes &, llvm::ArrayRef<ir::Shape> in) {
      return llvm::Expected<ir::Shape>(ir::Shape{in[0].channels, 1, 1});
    };
    op.halvings = [](const ir::Attributes &, const ir::Shape &in) {
      return int(llvm::countTrailingZeros(uint64_t(in.positions())));
    };
    op.integer = integer_global_average_pool;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
