// SPDX-License-Identifier: Apache-2.0
// The mean over all positions; a ReduceMean over them reads as the same.
#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include <onnx/onnx_pb.h>
#include <set>

namespace pnasc::ops {

static llvm::Expected<OnnxRead> read(const OnnxReading &reading) {
  if (reading.node.op_type() == "ReduceMean") {
    const std::vector<int64_t> axes = reading.integers("axes");
    std::set<int64_t> last; // counted from the end: -1 is the width
    for (int64_t axis : axes)
      last.insert(axis < 0 ? axis : axis - 4);
    const bool series = reading.in.height == 1 &&
                        (axes == std::vector<int64_t>{2} || axes == std::vector<int64_t>{-1});
    if (!series && last != std::set<int64_t>{-2, -1})
      return wrong("averages over other axes than all positions");
  }
  return OnnxRead{"global_average_pool", {}};
}

const OnnxOp &onnx_global_average_pool() {
  static const OnnxOp op{
      "global_average_pool",
      {"GlobalAveragePool", "ReduceMean"},
      [](const OnnxWriting &w) { w.graph.node("GlobalAveragePool", w.name, w.inputs, w.output); },
      read};
  return op;
}

} // namespace pnasc::ops
