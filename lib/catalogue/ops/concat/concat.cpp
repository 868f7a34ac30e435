// SPDX-License-Identifier: Apache-2.0
// The inputs' channels one after another.
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

const Op &op_concat() {
  static const Op op = [] {
    Op op = plainOp("concat", "Szegedy et al. 2014, arXiv 1409.4842; ONNX Concat");
    op.functions = {{"concat", {}, true}};
    op.least = 2;
    op.most = 64;
    op.shape = [](const ir::Attributes &,
                  llvm::ArrayRef<ir::Shape> in) -> llvm::Expected<ir::Shape> {
      ir::Shape out = in[0];
      for (const ir::Shape &other : in.drop_front()) {
        if (other.height != out.height || other.width != out.width)
          return wrong("concat of " + in[0].text() + " and " + other.text() +
                       " needs equal heights and widths");
        out.channels += other.channels;
      }
      return out;
    };
    op.channels = [](const ir::Attributes &, llvm::ArrayRef<ir::Shape>) {
      return Channels::Concat;
    };
    op.traits.moves = true;
    op.traits.takes = Takes::Alike;
    op.integer = integer_concat;
    op.inputRows = sameRows;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
