// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/OnnxOp.onnx.h"

namespace pnasc::ops {

const OnnxOp &onnx_average_pool() {
  static const OnnxOp op{"average_pool",
                         {"AveragePool"},
                         [](const OnnxWriting &w) {
                           writeWindow(w.graph.node("AveragePool", w.name, w.inputs, w.output),
                                       windowOf(w.attributes));
                         },
                         [](const OnnxReading &reading) -> llvm::Expected<OnnxRead> {
                           llvm::Expected<OnnxRead> read = readPool(reading, "average_pool");
                           if (read && reading.integer("count_include_pad", 0) != 0 &&
                               windowOf(read->attributes).padding != std::array<int64_t, 4>{})
                             return wrong(
                                 "counts its padding, only count_include_pad 0 is supported");
                           return read;
                         }};
  return op;
}

} // namespace pnasc::ops
