// SPDX-License-Identifier: Apache-2.0
// ONNX has the weight as [I, O, kh, kw].
#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include <onnx/onnx_pb.h>

namespace pnasc::ops {

static void write(const OnnxWriting &w) {
  ::onnx::NodeProto &node = w.graph.node("ConvTranspose", w.name, w.inputs, w.output);
  const Window window = windowOf(w.attributes);
  setInts(node, "dilations", window.dilation);
  writeWindow(node, window);
  if (w.attributes.has("output_padding"))
    setInts(node, "output_padding", w.attributes.list("output_padding"));
}

/// auto_pad and output_shape ask for so many outputs; what is too much is cut off.
static llvm::Error fit(const OnnxReading &reading, Window &window, std::array<int64_t, 2> &behind) {
  const ::onnx::AttributeProto *automatic = reading.attribute("auto_pad");
  const std::string how = automatic ? automatic->s() : "NOTSET";
  std::vector<int64_t> wanted = reading.integers("output_shape");
  const int64_t sizes[2] = {reading.in.height, reading.in.width};
  if (wanted.empty() && llvm::StringRef(how).startswith("SAME"))
    wanted = {sizes[0] * window.stride[0], sizes[1] * window.stride[1]};
  if (wanted.empty())
    return llvm::Error::success();
  if (wanted.size() == 1)
    wanted.insert(wanted.begin(), 1);
  for (size_t axis = 0; axis < 2; ++axis) {
    const int64_t all = (sizes[axis] - 1) * window.stride[axis] +
                        (window.kernel[axis] - 1) * window.dilation[axis] + 1 + behind[axis] -
                        wanted[wanted.size() - 2 + axis];
    if (all < 0) {
      behind[axis] -= all;
      window.padding[axis] = window.padding[axis + 2] = 0;
    } else {
      const bool upper = how == "SAME_UPPER";
      window.padding[axis] = upper ? all / 2 : all - all / 2;
      window.padding[axis + 2] = all - window.padding[axis];
    }
  }
  return llvm::Error::success();
}

static llvm::Expected<OnnxRead> read(const OnnxReading &reading) {
  llvm::Expected<Window> window = readWeightWindow(reading);
  if (!window)
    return window.takeError();
  if (reading.integer("group", 1) != 1)
    return wrong("has groups, only one is supported");
  if (reading.weight[0] != reading.in.channels)
    return wrong("has a weight for " + std::to_string(reading.weight[0]) +
                 " channels, its input has " + std::to_string(reading.in.channels));
  std::array<int64_t, 2> behind{0, 0};
  const auto extra = reading.integers("output_padding");
  if (!extra.empty())
    behind = {extra.size() > 1 ? extra[0] : 0, extra.back()};
  if (llvm::Error error = fit(reading, *window, behind))
    return error;
  OnnxRead read{"conv_transpose", {}};
  setWindow(read.attributes, *window);
  read.attributes.set("dilation", {window->dilation[0], window->dilation[1]});
  read.attributes.set("output_padding", {behind[0], behind[1]});
  read.attributes.set("channels", {reading.weight[1]});
  read.attributes.set("bias", {reading.node.input_size() > 2});
  return read;
}

const OnnxOp &onnx_conv_transpose() {
  static const OnnxOp op = [] {
    OnnxOp op{"conv_transpose", {"ConvTranspose"}, write, read};
    op.inputsFirst = true;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
