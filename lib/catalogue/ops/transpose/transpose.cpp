// SPDX-License-Identifier: Apache-2.0
// Axes exchanged: axis i of the output (channels, height, width: 0, 1, 2) is axis order[i] of the
// input.
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

using ast::Type;

static std::array<int64_t, 3> extents(const ir::Shape &shape) {
  return {shape.channels, shape.height, shape.width};
}

static llvm::Expected<ir::Shape> shape(const ir::Attributes &attributes,
                                       llvm::ArrayRef<ir::Shape> in) {
  const auto order = attributes.list("order");
  std::array<bool, 3> seen{};
  for (int64_t axis : order)
    if (axis < 0 || axis > 2 || std::exchange(seen[size_t(axis)], true))
      return wrong("transpose needs an order of the axes 0, 1, 2");
  const auto of = extents(in[0]);
  return ir::Shape{of[size_t(order[0])], of[size_t(order[1])], of[size_t(order[2])]};
}

static ir::Walk walk(const ir::Attributes &attributes, const ir::Shape &in, const ir::Shape &out) {
  const auto order = attributes.list("order");
  const std::array<int64_t, 3> strides{1, in.width * in.channels, in.channels};
  return {0,
          {1, 1, out.height, out.width, out.channels},
          {0, 0, strides[size_t(order[1])], strides[size_t(order[2])], strides[size_t(order[0])]}};
}

const Op &op_transpose() {
  static const Op op = [] {
    Op op = plainOp("transpose", "ONNX Transpose");
    op.functions = {{"transpose",
                     {{"x", Type::Tensor, {}},
                      {"channels", Type::Int, {}},
                      {"height", Type::Int, {}},
                      {"width", Type::Int, {}}},
                     false,
                     [](const Call &call) -> llvm::Expected<ir::Attributes> {
                       ir::Attributes attributes;
                       for (const char *axis : {"channels", "height", "width"})
                         if (call(axis) < 0 || call(axis) > 2)
                           return wrong("transpose needs an order of the axes 0, 1, 2");
                       attributes.set("order", {call("channels"), call("height"), call("width")});
                       return attributes;
                     }}};
    op.attributes = {{"order", 3, {}, 0}};
    op.shape = shape;
    op.channels = [](const ir::Attributes &, llvm::ArrayRef<ir::Shape>) { return Channels::Fixed; };
    op.traits.moves = true;
    op.walk = walk;
    op.integer = integer_transpose;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
