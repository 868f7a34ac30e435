// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include <algorithm>
#include <onnx/onnx_pb.h>

namespace pnasc::ops {

void writeWindow(::onnx::NodeProto &node, const Window &window) {
  setInts(node, "kernel_shape", window.kernel);
  setInts(node, "pads", window.padding);
  setInts(node, "strides", window.stride);
}

void setWindow(ir::Attributes &attributes, const Window &window) {
  attributes.set("kernel", {window.kernel[0], window.kernel[1]});
  attributes.set("stride", {window.stride[0], window.stride[1]});
  attributes.set("padding",
                 {window.padding[0], window.padding[1], window.padding[2], window.padding[3]});
}

/// One value for the width or two for height and width; absent leaves the fallback.
static bool readPair(llvm::ArrayRef<int64_t> values, int64_t least, std::array<int64_t, 2> &into) {
  if (values.empty())
    return true;
  if (values.size() > 2 || llvm::ArrayRef<int64_t>(values).front() < least || values.back() < least)
    return false;
  if (values.size() == 2)
    into[0] = values[0];
  into[1] = values.back();
  return true;
}

static bool readPads(llvm::ArrayRef<int64_t> pads, std::array<int64_t, 4> &into) {
  if (std::any_of(pads.begin(), pads.end(), [](int64_t pad) { return pad < 0; }))
    return false;
  if (pads.size() == 2)
    into = {0, pads[0], 0, pads[1]};
  else if (pads.size() == 4)
    std::copy(pads.begin(), pads.end(), into.begin());
  return pads.empty() || pads.size() == 2 || pads.size() == 4;
}

/// SAME: as many positions out as strides fit in; the odd element at the end (UPPER) or begin.
static void padSame(Window &window, const ir::Shape &in, bool upper) {
  const int64_t sizes[2] = {in.height, in.width};
  for (size_t axis = 0; axis < 2; ++axis) {
    const int64_t out = (sizes[axis] + window.stride[axis] - 1) / window.stride[axis];
    const int64_t span = window.dilation[axis] * (window.kernel[axis] - 1) + 1;
    const int64_t all = std::max<int64_t>(0, (out - 1) * window.stride[axis] + span - sizes[axis]);
    window.padding[axis] = upper ? all / 2 : all - all / 2;
    window.padding[axis + 2] = all - window.padding[axis];
  }
}

llvm::Expected<Window> readWindow(const OnnxReading &reading, llvm::ArrayRef<int64_t> kernel) {
  Window window;
  if (kernel.empty() || !readPair(kernel, 1, window.kernel) ||
      !readPair(reading.integers("strides"), 1, window.stride) ||
      !readPair(reading.integers("dilations"), 1, window.dilation) ||
      !readPads(reading.integers("pads"), window.padding))
    return wrong("needs a window of one or two dimensions");
  const ::onnx::AttributeProto *automatic = reading.attribute("auto_pad");
  const std::string how = automatic ? automatic->s() : "NOTSET";
  if (how == "SAME_UPPER" || how == "SAME_LOWER")
    padSame(window, reading.in, how == "SAME_UPPER");
  else if (how == "VALID")
    window.padding = {};
  else if (how != "NOTSET")
    return wrong("has the unknown auto_pad '" + how + "'");
  return window;
}

llvm::Expected<Window> readWeightWindow(const OnnxReading &reading) {
  if (reading.weight.size() < 3 || reading.weight.size() > 4)
    return wrong("needs a constant weight of three or four dimensions");
  const std::vector<int64_t> kernel(reading.weight.begin() + 2, reading.weight.end());
  const std::vector<int64_t> said = reading.integers("kernel_shape");
  const auto text = [](const std::vector<int64_t> &sizes) {
    return std::to_string(sizes.front()) +
           (sizes.size() > 1 ? " x " + std::to_string(sizes.back()) : "");
  };
  if (!said.empty() && said != kernel)
    return wrong("has a kernel_shape of " + text(said) + ", its weight is one of " + text(kernel));
  return readWindow(reading, kernel);
}

void writeResize(const OnnxWriting &w, llvm::StringRef mode, llvm::StringRef where) {
  const auto factor = w.attributes.list("factor");
  ::onnx::NodeProto &node = w.graph.node(
      "Resize", w.name,
      {w.inputs[0], "", w.graph.floats({1, 1, float(factor[0]), float(factor[1])})}, w.output);
  setText(node, "mode", mode);
  setText(node, "coordinate_transformation_mode", where);
  setText(node, "nearest_mode", "floor");
}

/// ceil_mode: a last window that begins before the input ends counts, too. What it lacks is padding
/// at the end, which pooling does not look at.
static void coverEnd(Window &window, const ir::Shape &in) {
  const int64_t sizes[2] = {in.height, in.width};
  for (size_t axis = 0; axis < 2; ++axis) {
    const int64_t before = sizes[axis] + window.padding[axis];
    const int64_t padded = before + window.padding[axis + 2];
    const int64_t span = (window.kernel[axis] - 1) * window.dilation[axis] + 1;
    if (padded < span)
      continue;
    const int64_t next = ((padded - span) / window.stride[axis] + 1) * window.stride[axis];
    const bool exact = (padded - span) % window.stride[axis] == 0;
    if (!exact && next < before)
      window.padding[axis + 2] += next + span - padded;
  }
}

llvm::Expected<OnnxRead> readPool(const OnnxReading &reading, llvm::StringRef op) {
  llvm::Expected<Window> window = readWindow(reading, reading.integers("kernel_shape"));
  if (!window)
    return window.takeError();
  if (reading.integer("ceil_mode", 0) != 0)
    coverEnd(*window, reading.in);
  const bool dilated = window->dilation != std::array<int64_t, 2>{1, 1};
  if (dilated && op != "max_pool")
    return wrong("has dilations, averages without them are supported");
  OnnxRead read{op.str(), {}};
  setWindow(read.attributes, *window);
  if (dilated)
    read.attributes.set("dilation", {window->dilation[0], window->dilation[1]});
  return read;
}

} // namespace pnasc::ops
