// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/Rules.h"
#include "catalogue/ops/shared/Integer.h"
#include "ir/Rescale.h"

namespace pnasc::ops {

template <size_t N>
static void read(const ir::Attributes &attributes, llvm::StringRef name,
                 std::array<int64_t, N> &into) {
  const auto values = attributes.list(name);
  if (values.size() == N)
    std::copy(values.begin(), values.end(), into.begin());
}

Window windowOf(const ir::Attributes &attributes) {
  Window window;
  read(attributes, "kernel", window.kernel);
  read(attributes, "stride", window.stride);
  read(attributes, "dilation", window.dilation);
  read(attributes, "padding", window.padding);
  return window;
}

llvm::Expected<ir::Shape> slide(llvm::StringRef op, const Window &window, const ir::Shape &in,
                                int64_t channels) {
  const int64_t sizes[2] = {in.height, in.width};
  int64_t out[2];
  for (size_t axis = 0; axis < 2; ++axis) {
    if (window.kernel[axis] < 1 || window.stride[axis] < 1 || window.dilation[axis] < 1)
      return wrong(op.str() + " needs kernel, stride and dilation of at least 1");
    const int64_t padded = sizes[axis] + window.padding[axis] + window.padding[axis + 2];
    const int64_t span = window.dilation[axis] * (window.kernel[axis] - 1) + 1;
    if (padded < span)
      return wrong(op.str() + " of " + in.text() + " needs a " + (axis ? "width" : "height") +
                   " of at least " + std::to_string(span) + " for its kernel, found " +
                   std::to_string(padded) + " with padding");
    out[axis] = (padded - span) / window.stride[axis] + 1;
  }
  return ir::Shape{channels, out[0], out[1]};
}

bool rowsAlong(const ir::Shape &in, const ir::Shape &out, size_t &axis) {
  axis = in.height > 1 ? 0 : 1;
  return (in.height > 1) == (out.height > 1);
}

ir::Rows windowRows(const Window &window, const ir::Shape &in, const ir::Shape &out,
                    ir::Rows rows) {
  size_t axis = 0;
  if (!rowsAlong(in, out, axis))
    return {0, in.rows()};
  const int64_t stride = window.stride[axis], before = window.padding[axis];
  const int64_t reach = (window.kernel[axis] - 1) * window.dilation[axis];
  const auto inside = [&](int64_t row) { return std::clamp<int64_t>(row, 0, in.rows()); };
  return {inside(rows.from * stride - before), inside((rows.to - 1) * stride - before + reach + 1)};
}

ir::Rows slidingRows(const ir::Attributes &attributes, const ir::Shape &in, const ir::Shape &out,
                     ir::Rows rows) {
  return windowRows(windowOf(attributes), in, out, rows);
}

ir::Rows sameRows(const ir::Attributes &, const ir::Shape &in, const ir::Shape &out,
                  ir::Rows rows) {
  return windowRows(Window(), in, out, in.rows() == out.rows() ? rows : ir::Rows{0, in.rows()});
}

std::vector<AttributeRule> windowRules() {
  return {{"kernel", 2, {}, 1}, {"stride", 2, {1, 1}, 1}, {"padding", 4, {0, 0, 0, 0}, 0}};
}

llvm::Expected<ir::Shape> sameShape(const ir::Attributes &, llvm::ArrayRef<ir::Shape> in) {
  return in[0];
}

std::vector<Parameter> noParameters(const ir::Attributes &, llvm::ArrayRef<ir::Shape>) {
  return {};
}

Cost noCost(const ir::Attributes &, llvm::ArrayRef<ir::Shape>, const ir::Shape &) { return {}; }

Channels sameChannels(const ir::Attributes &, llvm::ArrayRef<ir::Shape>) { return Channels::Same; }

/// Whether every window of a pool with gaps has a position that is real.
static bool reachesAll(const Window &window, const ir::Shape &in, const ir::Shape &out) {
  const int64_t sizes[2] = {in.height, in.width}, windows[2] = {out.height, out.width};
  for (size_t axis = 0; axis < 2; ++axis)
    for (int64_t w = 0; w < windows[axis]; ++w) {
      const int64_t gap = window.dilation[axis];
      const int64_t begin = w * window.stride[axis] - window.padding[axis];
      const int64_t first = begin < 0 ? (gap - 1 - begin) / gap : 0; ///< at 0 or behind it
      if (first >= window.kernel[axis] || begin + first * gap >= sizes[axis])
        return false;
    }
  return true;
}

llvm::Expected<ir::Shape> poolShape(llvm::StringRef op, const ir::Attributes &attributes,
                                    const ir::Shape &in) {
  const Window window = windowOf(attributes);
  // Padding below the window's size keeps one real position in every window: no average over
  // nothing, no maximum of nothing.
  for (size_t side = 0; side < 4; ++side)
    if (window.padding[side] > (window.kernel[side % 2] - 1) * window.dilation[side % 2])
      return wrong(op.str() + " needs padding below its kernel, found padding " +
                   std::to_string(window.padding[side]) + " for kernel " +
                   std::to_string(window.kernel[side % 2]));
  llvm::Expected<ir::Shape> out = slide(op, window, in, in.channels);
  if (out && window.dilation != std::array<int64_t, 2>{1, 1} && !reachesAll(window, in, *out))
    return wrong(op.str() + " of " + in.text() + " has windows that see nothing but padding");
  return out;
}

llvm::Expected<ir::Shape> softmaxShape(llvm::StringRef op, const ir::Shape &in) {
  if (in.channels > ir::SoftmaxMost)
    return wrong(op.str() + " of " + in.text() + " needs at most " +
                 std::to_string(ir::SoftmaxMost) + " channels");
  return in;
}

Function enlargingFunction(llvm::StringRef name) {
  return {name,
          {{"x", ast::Type::Tensor, {}}, {"factor", ast::Type::Int, 2}},
          false,
          [](const Call &call) -> llvm::Expected<ir::Attributes> {
            ir::Attributes attributes;
            if (llvm::Error error = checkSize(call, "factor", call("factor")))
              return error;
            attributes.set("factor", {call.series ? 1 : call("factor"), call("factor")});
            return attributes;
          }};
}

llvm::Expected<ir::Shape> enlargedShape(const ir::Attributes &attributes,
                                        llvm::ArrayRef<ir::Shape> in) {
  const auto factor = attributes.list("factor");
  return ir::Shape{in[0].channels, in[0].height * factor[0], in[0].width * factor[1]};
}

Op plainOp(llvm::StringLiteral name, std::string source) {
  Op op;
  op.name = name.str();
  op.source = std::move(source);
  op.functions = {plainFunction(name)};
  op.shape = sameShape;
  op.parameters = noParameters;
  op.cost = noCost;
  op.channels = sameChannels;
  return op;
}

Op functionOp(llvm::StringLiteral name, std::string source,
              std::function<double(const ir::Attributes &, double)> function) {
  Op op = plainOp(name, std::move(source));
  op.function = std::move(function);
  op.integer = integer_table;
  op.inputRows = sameRows;
  op.traits.takes = Takes::Either;
  return op;
}

} // namespace pnasc::ops
