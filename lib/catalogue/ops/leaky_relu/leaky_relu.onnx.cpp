// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/OnnxOp.onnx.h"

namespace pnasc::ops {

static void write(const OnnxWriting &w) {
  setFloat(w.graph.node("LeakyRelu", w.name, w.inputs, w.output), "alpha",
           float(realAttribute(w.attributes, "slope", Hundredth)));
}

static llvm::Expected<OnnxRead> read(const OnnxReading &reading) {
  OnnxRead read{"leaky_relu", {}};
  read.attributes.set("slope", {billionths(reading.real("alpha", 0.01f))});
  return read;
}

const OnnxOp &onnx_leaky_relu() {
  static const OnnxOp op{"leaky_relu", {"LeakyRelu"}, write, read};
  return op;
}

} // namespace pnasc::ops
