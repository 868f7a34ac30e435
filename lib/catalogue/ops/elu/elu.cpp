// SPDX-License-Identifier: Apache-2.0
// scale * x above 0, scale * alpha * (exp(x) - 1) below; with two constants of its own it is SELU.
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

static llvm::Expected<ir::Attributes> attributes(const Call &call) {
  ir::Attributes attributes;
  attributes.set("alpha", {billionths(double(call("alpha")) / 1e6)});
  return attributes;
}

const Op &op_elu() {
  static const Op op = [] {
    Op op =
        functionOp("elu", "Clevert, Unterthiner, Hochreiter 2015, arXiv 1511.07289; ONNX Elu, Selu",
                   [](const ir::Attributes &attributes, double x) {
                     const double scale = realAttribute(attributes, "scale", Billionths);
                     const double alpha = realAttribute(attributes, "alpha", Billionths);
                     return scale * (x > 0 ? x : alpha * std::expm1(x));
                   });
    op.functions = {{"elu",
                     {{"x", ast::Type::Tensor, {}}, {"alpha", ast::Type::Float, 1000000}},
                     false,
                     attributes}};
    op.attributes = {{"alpha", 1, {Billionths}, INT64_MIN}, {"scale", 1, {Billionths}, INT64_MIN}};
    op.traits.rectifies = true;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
