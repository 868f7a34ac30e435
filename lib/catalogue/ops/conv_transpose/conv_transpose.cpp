// SPDX-License-Identifier: Apache-2.0
// Transposed convolution: each input position adds its window to the output, `stride` apart;
// `padding` is cut off the result, `output_padding` left behind it. All channels mix.
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

using ast::Type;

static std::array<int64_t, 2> behind(const ir::Attributes &attributes) {
  const auto values = attributes.list("output_padding");
  return values.empty() ? std::array<int64_t, 2>{0, 0}
                        : std::array<int64_t, 2>{values[0], values[1]};
}

static llvm::Expected<ir::Shape> shape(const ir::Attributes &attributes,
                                       llvm::ArrayRef<ir::Shape> in) {
  const Window window = windowOf(attributes);
  const auto extra = behind(attributes);
  const int64_t sizes[2] = {in[0].height, in[0].width};
  int64_t out[2];
  for (size_t axis = 0; axis < 2; ++axis) {
    if (extra[axis] >= std::max(window.stride[axis], window.dilation[axis]))
      return wrong("conv_transpose needs output_padding below its stride, found " +
                   std::to_string(extra[axis]));
    out[axis] = (sizes[axis] - 1) * window.stride[axis] +
                (window.kernel[axis] - 1) * window.dilation[axis] + 1 + extra[axis] -
                window.padding[axis] - window.padding[axis + 2];
    if (out[axis] < 1)
      return wrong("conv_transpose of " + in[0].text() + " leaves nothing of its padding");
  }
  return ir::Shape{attributes.get("channels", 0), out[0], out[1]};
}

static std::vector<Parameter> parameters(const ir::Attributes &attributes,
                                         llvm::ArrayRef<ir::Shape> in) {
  const Window window = windowOf(attributes);
  const int64_t channels = attributes.get("channels", 0);
  // Of a window's taps, one in stride^2 meets a given position.
  const int64_t taps = std::max<int64_t>(1, window.area() / (window.stride[0] * window.stride[1]));
  std::vector<Parameter> list{{"weight",
                               {channels, in[0].channels, window.kernel[0], window.kernel[1]},
                               Initial::KaimingNormal,
                               in[0].channels * taps}};
  if (attributes.get("bias", 0))
    list.push_back({"bias", {channels}});
  return list;
}

/// Of one axis: what is cut off in front and behind, and what is added behind.
struct Ends {
  int64_t before = 0, after = 0, extra = 0;
};

/// `same`: stride times as many positions; a number: so many are cut off each side.
static llvm::Expected<Ends> endsOf(const Call &call, size_t axis) {
  const int64_t kernel = call.along("kernel", axis), stride = call.along("stride", axis),
                padding = call.along("padding", axis);
  for (const auto &[what, value] : {std::pair("kernel", kernel), {"stride", stride}})
    if (llvm::Error error = checkSize(call, what, value))
      return error;
  if (padding == Padding::Centred || padding == Padding::Ceil)
    return wrong("conv_transpose takes padding 'same', 'valid' or a number");
  if (padding != Padding::Same && (padding < 0 || padding >= kernel))
    return wrong("conv_transpose has padding " + std::to_string(padding) +
                 "; needs to be below its kernel");
  if (padding != Padding::Same)
    return Ends{padding, padding};
  const int64_t all = std::max<int64_t>(0, kernel - stride);
  return Ends{all / 2, all - all / 2, std::max<int64_t>(0, stride - kernel)};
}

static llvm::Expected<ir::Attributes> attributes(const Call &call) {
  if (llvm::Error error = checkSize(call, "channels", call("channels")))
    return error;
  if (llvm::Error error = checkSides(call))
    return error;
  std::vector<int64_t> kernel{1, 1}, stride{1, 1}, padding{0, 0, 0, 0}, extra{0, 0};
  for (size_t axis = call.series ? 1 : 0; axis < 2; ++axis) {
    llvm::Expected<Ends> ends = endsOf(call, axis);
    if (!ends)
      return ends.takeError();
    kernel[axis] = call.along("kernel", axis);
    stride[axis] = call.along("stride", axis);
    padding[axis] = ends->before;
    padding[axis + 2] = ends->after;
    extra[axis] = ends->extra;
  }
  ir::Attributes attributes;
  if (call("bias"))
    attributes.set("bias", {1});
  attributes.set("channels", {call("channels")});
  attributes.set("kernel", kernel);
  if (extra[0] + extra[1])
    attributes.set("output_padding", extra);
  attributes.set("padding", padding);
  attributes.set("stride", stride);
  return attributes;
}

const Op &op_conv_transpose() {
  static const Op op = [] {
    Op op = plainOp("conv_transpose", "Zeiler et al. 2010; ONNX ConvTranspose");
    op.functions = {{"conv_transpose",
                     withSides({{"x", Type::Tensor, {}},
                                {"channels", Type::Channels, {}},
                                {"kernel", Type::Int, {}},
                                {"stride", Type::Int, 1},
                                {"padding", Type::Padding, Padding::Same},
                                {"bias", Type::Bool, 0}}),
                     false, attributes}};
    op.attributes = windowRules();
    op.attributes.push_back({"channels", 1, {}, 1});
    op.attributes.push_back({"dilation", 2, {1, 1}, 1});
    op.attributes.push_back({"output_padding", 2, {0, 0}, 0});
    op.attributes.push_back({"bias", 1, {0}, 0});
    op.shape = shape;
    op.parameters = parameters;
    op.cost = [](const ir::Attributes &attributes, llvm::ArrayRef<ir::Shape> in,
                 const ir::Shape &out) {
      const auto macs = uint64_t(in[0].elements() * out.channels * windowOf(attributes).area());
      return Cost{2 * macs, macs};
    };
    op.channels = [](const ir::Attributes &, llvm::ArrayRef<ir::Shape>) { return Channels::Fresh; };
    op.traits.weighted = op.traits.clamps = true;
    op.integer = integer_conv_transpose;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
