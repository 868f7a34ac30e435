// SPDX-License-Identifier: Apache-2.0
// Height and width times `factor`, values interpolated between the four nearest positions, whose
// centres lie at half (ONNX `half_pixel`, PyTorch align_corners = false); outside there is the
// border.
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"
#include "llvm/Support/MathExtras.h"

namespace pnasc::ops {

/// A position lies between `next - 1` and `next`.
static ir::Rows rowsOf(const ir::Attributes &attributes, const ir::Shape &in, const ir::Shape &out,
                       ir::Rows rows) {
  size_t axis = 0;
  if (!rowsAlong(in, out, axis))
    return {0, in.rows()};
  const int64_t factor = attributes.list("factor")[axis];
  const auto next = [&](int64_t row) { return (2 * row + 1 + factor) / (2 * factor); };
  return {std::max<int64_t>(0, next(rows.from) - 1), std::min(in.rows(), next(rows.to - 1) + 1)};
}

const Op &op_upsample_bilinear() {
  static const Op op = [] {
    Op op = plainOp("upsample_bilinear", "ONNX Resize, linear");
    op.functions = {enlargingFunction("upsample_bilinear")};
    op.attributes = {{"factor", 2, {}, 1}};
    op.shape = enlargedShape;
    op.traits.moves = true; // no value leaves the range of its input
    op.halvings = [](const ir::Attributes &attributes, const ir::Shape &) {
      const auto factor = attributes.list("factor");
      return int(llvm::countTrailingZeros(uint64_t(4 * factor[0] * factor[1])));
    };
    op.integer = integer_upsample_bilinear;
    op.inputRows = rowsOf;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
