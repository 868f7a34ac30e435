// SPDX-License-Identifier: Apache-2.0
// x above 0, slope x below.
#include "catalogue/ops/shared/Rules.h"
#include <algorithm>
#include <cmath>

namespace pnasc::ops {

const Op &op_leaky_relu() {
  static const Op op = [] {
    Op op = functionOp("leaky_relu", "Maas, Hannun, Ng 2013; ONNX LeakyRelu",
                       [](const ir::Attributes &attributes, double x) {
                         return x > 0 ? x : x * realAttribute(attributes, "slope", Hundredth);
                       });
    op.functions = {{"leaky_relu",
                     {{"x", ast::Type::Tensor, {}}, {"slope", ast::Type::Float, 10000}},
                     false,
                     [](const Call &call) -> llvm::Expected<ir::Attributes> {
                       ir::Attributes attributes;
                       attributes.set("slope", {billionths(double(call("slope")) / 1e6)});
                       return attributes;
                     }}};
    op.attributes = {{"slope", 1, {Hundredth}, INT64_MIN}};
    op.traits.rectifies = true;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
