// SPDX-License-Identifier: Apache-2.0
// Zeros around a map: [top, left, bottom, right].
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

using ast::Type;

static llvm::Expected<ir::Attributes> attributes(const Call &call) {
  std::vector<int64_t> padding;
  for (const char *side : {"top", "left", "bottom", "right"}) {
    const bool vertical = std::string_view(side) == "top" || llvm::StringRef(side) == "bottom";
    const int64_t all = call.series && vertical ? 0 : call("all");
    padding.push_back(call(side) + all);
    if (padding.back() < 0 || padding.back() > 1 << 20)
      return wrong("pad has " + std::to_string(padding.back()) + " positions at the " + side);
  }
  ir::Attributes attributes;
  attributes.set("padding", padding);
  return attributes;
}

const Op &op_pad() {
  static const Op op = [] {
    Op op = plainOp("pad", "ONNX Pad, constant 0");
    op.functions = {{"pad",
                     {{"x", Type::Tensor, {}},
                      {"all", Type::Int, 0},
                      {"top", Type::Int, 0},
                      {"left", Type::Int, 0},
                      {"bottom", Type::Int, 0},
                      {"right", Type::Int, 0}},
                     false,
                     attributes}};
    op.attributes = {{"padding", 4, {}, 0}};
    op.shape = [](const ir::Attributes &attributes, llvm::ArrayRef<ir::Shape> in) {
      const auto padding = windowOf(attributes).padding;
      return llvm::Expected<ir::Shape>(ir::Shape{in[0].channels,
                                                 in[0].height + padding[0] + padding[2],
                                                 in[0].width + padding[1] + padding[3]});
    };
    op.traits.moves = true;
    op.integer = integer_pad;
    op.inputRows = slidingRows;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
