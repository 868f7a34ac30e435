// SPDX-License-Identifier: Apache-2.0
// ONNX broadcasts the slope to the input, from the last axis on: [C, 1, 1] fits a map, [C, 1] a
// series, [C] features, [1] all of them.
#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::ops {

/// Whether a slope of these axes, that of the batch left out, has one value for each channel of
/// `in`.
static bool alongChannels(llvm::ArrayRef<int64_t> axes, const ir::Shape &in) {
  axes = axes.drop_while([](int64_t size) { return size == 1; });
  const bool one = llvm::all_of(axes.drop_front(), [](int64_t size) { return size == 1; });
  if (!one || axes.front() != in.channels)
    return false;
  const size_t behind = axes.size() - 1;
  return behind == 2 || (behind == 1 && in.height == 1) || (behind == 0 && in.positions() == 1);
}

static llvm::Expected<OnnxRead> read(const OnnxReading &reading) {
  if (reading.weight.empty() && !reading.scalar(1))
    return wrong("needs a constant slope");
  OnnxRead read{"prelu", {}};
  if (llvm::all_of(reading.weight, [](int64_t size) { return size == 1; }))
    read.attributes.set("shared", {1});
  else if (!alongChannels(reading.weight, reading.in))
    return wrong("has a slope that is neither one value nor one for each of " +
                 std::to_string(reading.in.channels) + " channels");
  return read;
}

const OnnxOp &onnx_prelu() {
  static const OnnxOp op{
      "prelu",
      {"PRelu"},
      [](const OnnxWriting &w) { w.graph.node("PRelu", w.name, w.inputs, w.output); },
      read};
  return op;
}

} // namespace pnasc::ops
