// SPDX-License-Identifier: Apache-2.0
// Written as Gemm with the weight [O, I]; a MatMul or Gemm with [I, O] reads as the same.
#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include <onnx/onnx_pb.h>

namespace pnasc::ops {

static void write(const OnnxWriting &w) {
  setInt(w.graph.node("Gemm", w.name, w.inputs, w.output), "transB", 1);
}

static llvm::Expected<OnnxRead> read(const OnnxReading &reading) {
  if (reading.weight.size() != 2)
    return wrong("needs a constant weight of two dimensions as its second input");
  const bool gemm = reading.node.op_type() == "Gemm";
  for (const char *factor : {"alpha", "beta"})
    if (const ::onnx::AttributeProto *found = reading.attribute(factor); found && found->f() != 1)
      return wrong(std::string("has ") + factor + " other than 1");
  if (reading.integer("transA", 0) != 0)
    return wrong("has transA 1, only 0 is supported");
  const bool outputsFirst = gemm && reading.integer("transB", 0) != 0;
  const int64_t features = reading.weight[outputsFirst ? 0 : 1];
  if (reading.weight[outputsFirst ? 1 : 0] != reading.in.elements())
    return wrong("has a weight for " + std::to_string(reading.weight[outputsFirst ? 1 : 0]) +
                 " features, its input has " + std::to_string(reading.in.elements()));
  OnnxRead read{"linear", {}};
  read.attributes.set("features", {features});
  read.attributes.set("bias", {reading.node.input_size() > 2});
  return read;
}

const OnnxOp &onnx_linear() {
  static const OnnxOp op{"linear", {"Gemm", "MatMul"}, write, read};
  return op;
}

} // namespace pnasc::ops
