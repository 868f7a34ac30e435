// SPDX-License-Identifier: Apache-2.0
// x above 0, slope x below; the slope is learned, one for each channel or one for all of them.
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

using ast::Type;

/// The slope lies along the channels of a map, as ONNX broadcasts it.
static std::vector<Parameter> parameters(const ir::Attributes &attributes,
                                         llvm::ArrayRef<ir::Shape> in) {
  const int64_t count = attributes.get("shared", 0) ? 1 : in[0].channels;
  return {{"slope", {count, 1, 1}, Initial::Quarter}};
}

static llvm::Expected<ir::Attributes> attributes(const Call &call) {
  ir::Attributes attributes;
  if (call("shared"))
    attributes.set("shared", {1});
  return attributes;
}

const Op &op_prelu() {
  static const Op op = [] {
    Op op = plainOp("prelu", "He et al. 2015, arXiv 1502.01852; ONNX PRelu");
    op.functions = {
        {"prelu", {{"x", Type::Tensor, {}}, {"shared", Type::Bool, 0}}, false, attributes}};
    op.attributes = {{"shared", 1, {0}, 0}};
    op.parameters = parameters;
    op.traits.rectifies = true;
    op.halvings = undivided;
    op.integer = integer_prelu;
    op.inputRows = sameRows;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
