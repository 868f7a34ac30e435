// SPDX-License-Identifier: Apache-2.0
// Elu, or Selu where it is scaled.
#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include <onnx/onnx_pb.h>

namespace pnasc::ops {

static void write(const OnnxWriting &w) {
  const double scale = realAttribute(w.attributes, "scale", Billionths);
  ::onnx::NodeProto &node = w.graph.node(scale == 1 ? "Elu" : "Selu", w.name, w.inputs, w.output);
  setFloat(node, "alpha", float(realAttribute(w.attributes, "alpha", Billionths)));
  if (scale != 1)
    setFloat(node, "gamma", float(scale));
}

static llvm::Expected<OnnxRead> read(const OnnxReading &reading) {
  const bool scaled = reading.node.op_type() == "Selu";
  OnnxRead read{"elu", {}};
  read.attributes.set("alpha", {billionths(reading.real("alpha", scaled ? 1.67326324f : 1))});
  read.attributes.set("scale",
                      {scaled ? billionths(reading.real("gamma", 1.05070102f)) : Billionths});
  return read;
}

const OnnxOp &onnx_elu() {
  static const OnnxOp op{"elu", {"Elu", "Selu"}, write, read};
  return op;
}

} // namespace pnasc::ops
