// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include <onnx/onnx_pb.h>

namespace pnasc::ops {

static void write(const OnnxWriting &w) {
  ::onnx::NodeProto &node = w.graph.node("Conv", w.name, w.inputs, w.output);
  const Window window = windowOf(w.attributes);
  setInts(node, "dilations", window.dilation);
  setInt(node, "group", w.attributes.get("groups", 1));
  writeWindow(node, window);
}

static llvm::Expected<OnnxRead> read(const OnnxReading &reading) {
  llvm::Expected<Window> window = readWeightWindow(reading);
  if (!window)
    return window.takeError();
  const int64_t groups = reading.integer("group", 1);
  if (groups < 1 || reading.weight[1] * groups != reading.in.channels)
    return wrong("has a weight for " + std::to_string(reading.weight[1]) + " channels in " +
                 std::to_string(groups) + " groups, its input has " +
                 std::to_string(reading.in.channels));
  OnnxRead read{"conv", {}};
  setWindow(read.attributes, *window);
  read.attributes.set("dilation", {window->dilation[0], window->dilation[1]});
  read.attributes.set("groups", {groups});
  read.attributes.set("channels", {reading.weight[0]});
  read.attributes.set("bias", {reading.node.input_size() > 2});
  return read;
}

const OnnxOp &onnx_conv() {
  static const OnnxOp op{"conv", {"Conv"}, write, read};
  return op;
}

} // namespace pnasc::ops
