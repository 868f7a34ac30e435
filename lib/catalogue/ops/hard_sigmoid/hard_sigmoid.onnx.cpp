// SPDX-License-Identifier: Apache-2.0
// ONNX's own alpha is 0.2, so both are always written.
#include "catalogue/ops/shared/OnnxOp.onnx.h"

namespace pnasc::ops {

static void write(const OnnxWriting &w) {
  ::onnx::NodeProto &node = w.graph.node("HardSigmoid", w.name, w.inputs, w.output);
  setFloat(node, "alpha", float(realAttribute(w.attributes, "alpha", Sixth)));
  setFloat(node, "beta", float(realAttribute(w.attributes, "beta", Billionths / 2)));
}

static llvm::Expected<OnnxRead> read(const OnnxReading &reading) {
  OnnxRead read{"hard_sigmoid", {}};
  read.attributes.set("alpha", {billionths(reading.real("alpha", 0.2f))});
  read.attributes.set("beta", {billionths(reading.real("beta", 0.5f))});
  return read;
}

const OnnxOp &onnx_hard_sigmoid() {
  static const OnnxOp op{"hard_sigmoid", {"HardSigmoid"}, write, read};
  return op;
}

} // namespace pnasc::ops
