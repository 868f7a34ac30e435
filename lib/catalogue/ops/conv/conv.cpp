// SPDX-License-Identifier: Apache-2.0
// Convolution over height and width; a series is a map of height 1. groups = 1 mixes all channels,
// groups = channels = input channels is depthwise (Howard et al. 2017, arXiv 1704.04861).
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

using ast::Type;

static llvm::Expected<ir::Shape> shape(const ir::Attributes &attributes,
                                       llvm::ArrayRef<ir::Shape> in) {
  const int64_t channels = attributes.get("channels", 0), groups = attributes.get("groups", 1);
  if (channels < 1 || groups < 1)
    return wrong("conv needs at least 1 channel and 1 group");
  if (channels % groups != 0 || in[0].channels % groups != 0)
    return wrong("conv of " + in[0].text() + " to " + std::to_string(channels) +
                 " channels needs groups that divide both, found " + std::to_string(groups));
  return slide("conv", windowOf(attributes), in[0], channels);
}

static std::vector<Parameter> parameters(const ir::Attributes &attributes,
                                         llvm::ArrayRef<ir::Shape> in) {
  const Window window = windowOf(attributes);
  const int64_t channels = attributes.get("channels", 0);
  const int64_t depth = in[0].channels / attributes.get("groups", 1);
  std::vector<Parameter> list{{"weight",
                               {channels, depth, window.kernel[0], window.kernel[1]},
                               Initial::KaimingNormal,
                               depth * window.area()}};
  if (attributes.get("bias", 0))
    list.push_back({"bias", {channels}});
  return list;
}

static Cost cost(const ir::Attributes &attributes, llvm::ArrayRef<ir::Shape> in,
                 const ir::Shape &out) {
  const int64_t depth = in[0].channels / attributes.get("groups", 1);
  const auto macs = uint64_t(out.elements() * depth * windowOf(attributes).area());
  return {2 * macs, macs};
}

static Channels channels(const ir::Attributes &attributes, llvm::ArrayRef<ir::Shape> in) {
  const int64_t groups = attributes.get("groups", 1);
  if (groups == 1)
    return Channels::Fresh;
  const bool depthwise = groups == attributes.get("channels", 0) && groups == in[0].channels;
  // Cutting a channel of a grouped convolution would have to cut one in every group.
  return depthwise ? Channels::Same : Channels::Fixed;
}

/// Of conv and of depthwise, which has as many groups and channels as its input.
static llvm::Expected<ir::Attributes> attributes(const Call &call) {
  ir::Attributes attributes;
  const bool depthwise = !call.has("channels");
  const int64_t in = call.tensors.front().channels;
  const int64_t channels = depthwise ? in : call("channels");
  if (llvm::Error error = checkSize(call, "channels", channels))
    return error;
  if (call("bias"))
    attributes.set("bias", {1});
  attributes.set("channels", {channels});
  attributes.set("groups", {depthwise ? in : call("groups")});
  if (llvm::Error error = setWindow(call, attributes))
    return error;
  return attributes;
}

static std::vector<Function> spellings() {
  const FunctionParameter x{"x", Type::Tensor, {}}, kernel{"kernel", Type::Int, {}},
      stride{"stride", Type::Int, 1}, dilation{"dilation", Type::Int, 1},
      padding{"padding", Type::Padding, Padding::Same}, bias{"bias", Type::Bool, 0},
      channels{"channels", Type::Channels, {}}, groups{"groups", Type::Int, 1};
  return {
      {"conv", withSides({x, channels, kernel, stride, groups, dilation, padding, bias}), false,
       attributes},
      {"depthwise", withSides({x, kernel, stride, dilation, padding, bias}), false, attributes}};
}

const Op &op_conv() {
  static const Op op = [] {
    Op op = plainOp("conv", "LeCun et al. 1989; grouped: Krizhevsky et al. 2012");
    op.functions = spellings();
    op.attributes = windowRules();
    op.attributes.push_back({"channels", 1, {}, 1});
    op.attributes.push_back({"groups", 1, {1}, 1});
    op.attributes.push_back({"dilation", 2, {1, 1}, 1});
    op.attributes.push_back({"bias", 1, {0}, 0});
    op.shape = shape;
    op.parameters = parameters;
    op.cost = cost;
    op.channels = channels;
    op.traits.weighted = op.traits.clamps = true;
    op.integer = integer_conv;
    op.inputRows = slidingRows;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
