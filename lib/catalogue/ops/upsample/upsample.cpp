// SPDX-License-Identifier: Apache-2.0
// Each position repeated `factor` times along height and width (nearest neighbour).
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

static ir::Walk walk(const ir::Attributes &attributes, const ir::Shape &in, const ir::Shape &) {
  const auto factor = attributes.list("factor");
  return {0,
          {in.height, factor[0], in.width, factor[1], in.channels},
          {in.width * in.channels, 0, in.channels, 0, 1}};
}

static ir::Rows rowsOf(const ir::Attributes &attributes, const ir::Shape &in, const ir::Shape &out,
                       ir::Rows rows) {
  size_t axis = 0;
  if (!rowsAlong(in, out, axis))
    return {0, in.rows()};
  const int64_t factor = attributes.list("factor")[axis];
  return {rows.from / factor, (rows.to - 1) / factor + 1};
}

const Op &op_upsample() {
  static const Op op = [] {
    Op op = plainOp("upsample", "ONNX Resize, nearest");
    op.functions = {enlargingFunction("upsample")};
    op.attributes = {{"factor", 2, {}, 1}};
    op.shape = enlargedShape;
    op.traits.moves = true;
    op.walk = walk;
    op.integer = integer_upsample;
    op.inputRows = rowsOf;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
