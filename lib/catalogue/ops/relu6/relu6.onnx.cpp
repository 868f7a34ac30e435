// SPDX-License-Identifier: Apache-2.0
// Clip to [0, 6]; its bounds are inputs since opset 11, attributes before. Clip without an upper
// bound reads as relu, to [0, 0] as zeros, with any other bounds as clip.
#include "catalogue/ops/clip/Bounds.h"
#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include <limits>
#include <onnx/onnx_pb.h>

namespace pnasc::ops {

static double bound(const OnnxReading &reading, int index, llvm::StringRef name, double fallback) {
  if (const auto value = reading.scalar(index))
    return *value;
  const ::onnx::AttributeProto *attribute = reading.attribute(name);
  return attribute ? double(attribute->f()) : fallback;
}

static llvm::Expected<OnnxRead> read(const OnnxReading &reading) {
  const double largest = double(std::numeric_limits<float>::max());
  const double low = bound(reading, 1, "min", -largest), high = bound(reading, 2, "max", largest);
  if (low == 0 && high == 6)
    return OnnxRead{"relu6", {}};
  if (low == 0 && high >= largest)
    return OnnxRead{"relu", {}};
  if (low == 0 && high == 0)
    return OnnxRead{"zeros", {}};
  if (!(low <= high))
    return wrong("clips to [" + std::to_string(low) + ", " + std::to_string(high) +
                 "], which is no range");
  OnnxRead read{"clip", {}};
  setBounds(read.attributes, {low, high});
  return read;
}

const OnnxOp &onnx_relu6() {
  static const OnnxOp op{
      "relu6",
      {"Clip"},
      [](const OnnxWriting &w) {
        w.graph.node("Clip", w.name, {w.inputs[0], w.graph.scalar(0), w.graph.scalar(6)}, w.output);
      },
      read};
  return op;
}

} // namespace pnasc::ops
