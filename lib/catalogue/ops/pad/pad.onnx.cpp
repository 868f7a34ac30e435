// SPDX-License-Identifier: Apache-2.0
// Pad with zeros behind and before height and width; amounts are an input since opset 11, an
// attribute before.
#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include <onnx/onnx_pb.h>

namespace pnasc::ops {

static void write(const OnnxWriting &w) {
  const auto p = windowOf(w.attributes).padding;
  w.graph.node("Pad", w.name, {w.inputs[0], w.graph.ints({0, 0, p[0], p[1], 0, 0, p[2], p[3]})},
               w.output);
}

static llvm::Expected<OnnxRead> read(const OnnxReading &reading) {
  const ::onnx::AttributeProto *mode = reading.attribute("mode");
  if (mode && mode->s() != "constant")
    return wrong("has mode '" + mode->s() + "', only 'constant' is supported");
  std::vector<int64_t> pads = reading.integers("pads");
  if (const auto given = reading.numbers(1))
    pads.assign(given->begin(), given->end());
  if (reading.scalar(2).value_or(0) != 0 || reading.real("value", 0) != 0)
    return wrong("pads with other values than 0");
  if (pads.size() == 6) // one dimension
    pads = {pads[0], pads[1], 0, pads[2], pads[3], pads[4], 0, pads[5]};
  if (pads.size() != 8 || pads[0] || pads[1] || pads[4] || pads[5])
    return wrong("needs constant amounts for height and width alone");
  for (int64_t amount : pads)
    if (amount < 0)
      return wrong("has negative amounts");
  OnnxRead read{"pad", {}};
  read.attributes.set("padding", {pads[2], pads[3], pads[6], pads[7]});
  return read;
}

const OnnxOp &onnx_pad() {
  static const OnnxOp op{"pad", {"Pad"}, write, read};
  return op;
}

} // namespace pnasc::ops
