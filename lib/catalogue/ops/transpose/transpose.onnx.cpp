// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/OnnxOp.onnx.h"

namespace pnasc::ops {

static void write(const OnnxWriting &w) {
  const auto order = w.attributes.list("order");
  setInts(w.graph.node("Transpose", w.name, w.inputs, w.output), "perm",
          {0, order[0] + 1, order[1] + 1, order[2] + 1});
}

static llvm::Expected<OnnxRead> read(const OnnxReading &reading) {
  const std::vector<int64_t> perm = reading.integers("perm");
  if (perm.size() != 4 || perm[0] != 0)
    return wrong("needs an order of four axes that leaves the batch in front");
  OnnxRead read{"transpose", {}};
  read.attributes.set("order", {perm[1] - 1, perm[2] - 1, perm[3] - 1});
  return read;
}

const OnnxOp &onnx_transpose() {
  static const OnnxOp op{"transpose", {"Transpose"}, write, read};
  return op;
}

} // namespace pnasc::ops
