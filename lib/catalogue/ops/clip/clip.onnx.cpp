// SPDX-License-Identifier: Apache-2.0
// relu6 reads for this one, too.
#include "catalogue/ops/clip/Bounds.h"
#include "catalogue/ops/shared/OnnxOp.onnx.h"

namespace pnasc::ops {

static void write(const OnnxWriting &w) {
  const Bounds bounds = boundsOf(w.attributes);
  const double most = double(Unbounded / Billionths);
  std::vector<std::string> inputs{w.inputs[0],
                                  bounds.low > -most ? w.graph.scalar(float(bounds.low)) : ""};
  if (bounds.high < most)
    inputs.push_back(w.graph.scalar(float(bounds.high)));
  w.graph.node("Clip", w.name, inputs, w.output);
}

const OnnxOp &onnx_clip() {
  static const OnnxOp op{"clip", {}, write};
  return op;
}

} // namespace pnasc::ops
