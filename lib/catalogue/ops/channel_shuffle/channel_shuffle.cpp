// SPDX-License-Identifier: Apache-2.0
// Channels of `groups` equal groups taken in turn: the first of each, the second of each ...
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

static llvm::Expected<ir::Shape> shape(const ir::Attributes &attributes,
                                       llvm::ArrayRef<ir::Shape> in) {
  const int64_t groups = attributes.get("groups", 1);
  if (in[0].channels % groups != 0)
    return wrong("channel_shuffle of " + in[0].text() +
                 " needs groups that divide its channels, found " + std::to_string(groups));
  return in[0];
}

static ir::Walk walk(const ir::Attributes &attributes, const ir::Shape &in, const ir::Shape &) {
  const int64_t groups = attributes.get("groups", 1), each = in.channels / groups;
  return {0, {1, 1, in.positions(), each, groups}, {0, 0, in.channels, 1, each}};
}

const Op &op_channel_shuffle() {
  static const Op op = [] {
    Op op = plainOp("channel_shuffle", "Zhang et al. 2017, arXiv 1707.01083, figure 1");
    op.functions = {
        {"channel_shuffle", {{"x", ast::Type::Tensor, {}}, {"groups", ast::Type::Int, {}}}}};
    op.attributes = {{"groups", 1, {}, 1}};
    op.shape = shape;
    op.channels = [](const ir::Attributes &, llvm::ArrayRef<ir::Shape>) { return Channels::Fixed; };
    op.traits.moves = true;
    op.walk = walk;
    op.integer = integer_channel_shuffle;
    op.inputRows = sameRows;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
