// SPDX-License-Identifier: Apache-2.0
// A part of a tensor: along each of channels, height and width, `size` elements (0: all that are
// left) from `begin` on, every `step`-th. In the language: some channels, or some rows and columns.
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"
#include <algorithm>

namespace pnasc::ops {

using ast::Type;

static int64_t stepOf(const ir::Attributes &attributes, size_t axis) {
  return attributes.has("step") ? attributes.list("step")[axis] : 1;
}

static llvm::Expected<ir::Shape> shape(const ir::Attributes &attributes,
                                       llvm::ArrayRef<ir::Shape> in) {
  const auto begin = attributes.list("begin"), size = attributes.list("size");
  const int64_t extent[3] = {in[0].channels, in[0].height, in[0].width};
  int64_t out[3];
  for (size_t axis = 0; axis < 3; ++axis) {
    out[axis] = size[axis] == 0 ? extent[axis] - begin[axis] : size[axis];
    const int64_t last = begin[axis] + (out[axis] - 1) * stepOf(attributes, axis);
    if (out[axis] < 1 || begin[axis] >= extent[axis] || last < 0 || last >= extent[axis])
      return wrong("slice of " + in[0].text() + " reaches from " + std::to_string(begin[axis]) +
                   " to " + std::to_string(last) + ", which is outside");
  }
  return ir::Shape{out[0], out[1], out[2]};
}

static ir::Walk walk(const ir::Attributes &attributes, const ir::Shape &in, const ir::Shape &out) {
  const auto begin = attributes.list("begin");
  const int64_t strides[3] = {1, in.width * in.channels, in.channels};
  ir::Walk walk{0, {1, 1, out.height, out.width, out.channels}, {}};
  const size_t digit[3] = {4, 2, 3};
  for (size_t axis = 0; axis < 3; ++axis) {
    walk.base += begin[axis] * strides[axis];
    walk.strides[digit[axis]] = strides[axis] * stepOf(attributes, axis);
  }
  return walk;
}

static ir::Rows rowsOf(const ir::Attributes &attributes, const ir::Shape &in, const ir::Shape &out,
                       ir::Rows rows) {
  size_t axis = 0;
  if (!rowsAlong(in, out, axis))
    return {0, in.rows()};
  const int64_t begin = attributes.list("begin")[axis + 1], step = stepOf(attributes, axis + 1);
  const int64_t first = begin + rows.from * step, last = begin + (rows.to - 1) * step;
  return {std::min(first, last), std::max(first, last) + 1};
}

/// All channels, however many pruning leaves, or some that then must stay.
static Channels channels(const ir::Attributes &attributes, llvm::ArrayRef<ir::Shape>) {
  const bool whole = attributes.list("begin")[0] == 0 && attributes.list("size")[0] == 0;
  return whole ? Channels::Same : Channels::Fixed;
}

static llvm::Expected<ir::Attributes> part(const Call &call, std::vector<int64_t> begin,
                                           std::vector<int64_t> size) {
  for (const std::vector<int64_t> &list : {begin, size})
    for (int64_t value : list)
      if (value < 0)
        return wrong(call.function.name.str() + " has " + std::to_string(value) +
                     " where it needs 0 or more");
  ir::Attributes attributes;
  attributes.set("begin", std::move(begin));
  attributes.set("size", std::move(size));
  return attributes;
}

static llvm::Expected<ir::Attributes> ofChannels(const Call &call) {
  if (llvm::Error error = checkSize(call, "channels", call("channels")))
    return error;
  return part(call, {call("from"), 0, 0}, {call("channels"), 0, 0});
}

static llvm::Expected<ir::Attributes> ofPositions(const Call &call) {
  return part(call, {0, call("top"), call("left")}, {0, call("height"), call("width")});
}

const Op &op_slice() {
  static const Op op = [] {
    Op op = plainOp("slice", "ONNX Slice, Split");
    const FunctionParameter x{"x", Type::Tensor, {}};
    op.functions = {
        {"slice", {x, {"from", Type::Int, {}}, {"channels", Type::Int, {}}}, false, ofChannels},
        {"crop",
         {x,
          {"top", Type::Int, 0},
          {"left", Type::Int, 0},
          {"height", Type::Int, 0},
          {"width", Type::Int, 0}},
         false,
         ofPositions}};
    op.attributes = {{"begin", 3, {}, 0}, {"size", 3, {}, 0}, {"step", 3, {1, 1, 1}, INT64_MIN}};
    op.shape = shape;
    op.channels = channels;
    op.traits.moves = true;
    op.walk = walk;
    op.integer = integer_slice;
    op.inputRows = rowsOf;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
