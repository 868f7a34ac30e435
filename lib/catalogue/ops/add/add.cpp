// SPDX-License-Identifier: Apache-2.0
// Elementwise sum of two or more tensors: the join of a residual block.
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

const Op &op_add() {
  static const Op op = [] {
    Op op = plainOp("add", "He et al. 2015, arXiv 1512.03385");
    op.functions = {{"add", {}, true}};
    op.least = 2;
    op.most = 64;
    op.shape = [](const ir::Attributes &,
                  llvm::ArrayRef<ir::Shape> in) -> llvm::Expected<ir::Shape> {
      for (const ir::Shape &other : in.drop_front())
        if (other != in[0])
          return wrong("add of " + in[0].text() + " and " + other.text() + " needs equal shapes");
      return in[0];
    };
    op.cost = [](const ir::Attributes &, llvm::ArrayRef<ir::Shape> in, const ir::Shape &out) {
      return Cost{uint64_t(out.elements()) * (in.size() - 1), 0};
    };
    op.traits.lowering = Lowering::Chain;
    op.traits.clamps = true;
    op.traits.takes = Takes::Alike;
    op.halvings = undivided;
    op.integer = integer_add;
    op.inputRows = sameRows;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
