// SPDX-License-Identifier: Apache-2.0
// Elementwise product of two tensors; one of them may have a single position, which then counts for
// all of the other's: the gate of squeeze-and-excite.
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

static llvm::Expected<ir::Shape> shape(const ir::Attributes &, llvm::ArrayRef<ir::Shape> in) {
  const bool alike = in[0].height == in[1].height && in[0].width == in[1].width;
  if (in[0].channels != in[1].channels ||
      (!alike && in[0].positions() != 1 && in[1].positions() != 1))
    return wrong("multiply of " + in[0].text() + " and " + in[1].text() +
                 " needs equal channels, and equal or single positions");
  return in[0].positions() == 1 ? in[1] : in[0];
}

const Op &op_multiply() {
  static const Op op = [] {
    Op op = plainOp("multiply", "Hu et al. 2017, arXiv 1709.01507; ONNX Mul");
    op.functions = {{"multiply", {{"x", ast::Type::Tensor, {}}, {"by", ast::Type::Tensor, {}}}}};
    op.least = op.most = 2;
    op.shape = shape;
    op.cost = [](const ir::Attributes &, llvm::ArrayRef<ir::Shape>, const ir::Shape &out) {
      return Cost{uint64_t(out.elements()), 0};
    };
    op.traits.clamps = true;
    op.traits.takes = Takes::Alike;
    op.halvings = undivided;
    op.integer = integer_multiply;
    op.inputRows = sameRows;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
