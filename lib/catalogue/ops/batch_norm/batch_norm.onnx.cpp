// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/batch_norm/Epsilon.h"
#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include <cmath>
#include <onnx/onnx_pb.h>

namespace pnasc::ops {

static void write(const OnnxWriting &w) {
  setFloat(w.graph.node("BatchNormalization", w.name, w.inputs, w.output), "epsilon",
           float(epsilonOf(w.attributes)));
}

static llvm::Expected<OnnxRead> read(const OnnxReading &reading) {
  if (reading.integer("training_mode", 0) != 0)
    return wrong("has training_mode 1, only inference is supported");
  OnnxRead read{"batch_norm", {}};
  const ::onnx::AttributeProto *epsilon = reading.attribute("epsilon");
  if (epsilon && epsilon->f() != 1e-5f) {
    if (!(epsilon->f() >= 0 && epsilon->f() <= 1))
      return wrong("has epsilon " + std::to_string(epsilon->f()) + ", needs 0 to 1");
    read.attributes.set("epsilon", {std::llround(double(epsilon->f()) * 1e12)});
  }
  return read;
}

const OnnxOp &onnx_batch_norm() {
  static const OnnxOp op{"batch_norm", {"BatchNormalization"}, write, read};
  return op;
}

} // namespace pnasc::ops
