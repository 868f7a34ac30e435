// SPDX-License-Identifier: Apache-2.0
// min(max(x, low), high) with any bounds, as networks from elsewhere have it; networks of our own
// take relu and relu6, so the language does not know it. It lowers to a clamp of the operator
// before it wherever that is possible: the clamped operator then gets a scale for what is left of
// its range. Where nothing can take it, it is a table.
#include "catalogue/ops/clip/Bounds.h"

namespace pnasc::ops {

const Op &op_clip() {
  static const Op op = [] {
    Op op = functionOp("clip", "ONNX Clip", [](const ir::Attributes &attributes, double x) {
      const Bounds bounds = boundsOf(attributes);
      return std::min(std::max(x, bounds.low), bounds.high);
    });
    op.functions.clear();
    op.attributes = {{"low", 1, {-Unbounded}, -Unbounded}, {"high", 1, {Unbounded}, -Unbounded}};
    op.traits.lowering = Lowering::Clamp;
    op.traits.clamp = ir::Clamp::Clip;
    op.traits.rectifies = true;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
