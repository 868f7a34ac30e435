// SPDX-License-Identifier: Apache-2.0
// Height and width times `factor`, values interpolated between the four nearest positions, whose
// centres lie at half (ONNX `half_pixel`, PyTorch align_corners = false); outside there is the
// border.
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"
#include "llvm/Support/MathExtras.h"

namespace pnasc::ops {

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
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
