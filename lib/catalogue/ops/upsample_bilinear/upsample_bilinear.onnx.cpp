// SPDX-License-Identifier: Apache-2.0
// upsample reads for both.
#include "catalogue/ops/shared/OnnxOp.onnx.h"

namespace pnasc::ops {

const OnnxOp &onnx_upsample_bilinear() {
  static const OnnxOp op{"upsample_bilinear", {}, [](const OnnxWriting &w) {
                           writeResize(w, "linear", "half_pixel");
                         }};
  return op;
}

} // namespace pnasc::ops
