// SPDX-License-Identifier: Apache-2.0
// The same elements, counted channel by channel and row by row (as ONNX counts them), as a map of
// other sizes. On the target, where maps lie position by position, bytes change places.
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

using ast::Type;

static llvm::Expected<ir::Shape> shape(const ir::Attributes &attributes,
                                       llvm::ArrayRef<ir::Shape> in) {
  const auto sizes = attributes.list("shape");
  const ir::Shape out{sizes[0], sizes[1], sizes[2]};
  if (out.elements() != in[0].elements())
    return wrong("reshape of " + in[0].text() + " to " + out.text() + ": " +
                 std::to_string(in[0].elements()) + " elements are not " +
                 std::to_string(out.elements()));
  return out;
}

static llvm::Expected<ir::Attributes> attributes(const Call &call) {
  std::vector<int64_t> sizes;
  for (const char *name : {"channels", "height", "width"}) {
    if (llvm::Error error = checkSize(call, name, call(name)))
      return error;
    sizes.push_back(call(name));
  }
  ir::Attributes attributes;
  attributes.set("shape", std::move(sizes));
  return attributes;
}

const Op &op_reshape() {
  static const Op op = [] {
    Op op = plainOp("reshape", "ONNX Reshape");
    op.functions = {{"reshape",
                     {{"x", Type::Tensor, {}},
                      {"channels", Type::Int, {}},
                      {"height", Type::Int, 1},
                      {"width", Type::Int, 1}},
                     false,
                     attributes}};
    op.attributes = {{"shape", 3, {}, 1}};
    op.shape = shape;
    op.channels = [](const ir::Attributes &, llvm::ArrayRef<ir::Shape>) { return Channels::Fixed; };
    op.traits.moves = true;
    op.integer = integer_reshape;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
