// SPDX-License-Identifier: Apache-2.0
// The network's input: a map or a series, already normalised.
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

const Op &op_input() {
  static const Op op = [] {
    Op op = plainOp("input", "the network's own input");
    op.functions.clear();
    op.least = op.most = 0;
    // The shape is the network's, not the operator's: there is nothing to derive it from.
    op.shape = [](const ir::Attributes &, llvm::ArrayRef<ir::Shape>) -> llvm::Expected<ir::Shape> {
      return wrong("input has no shape rule");
    };
    op.channels = [](const ir::Attributes &, llvm::ArrayRef<ir::Shape>) { return Channels::Fixed; };
    op.traits.lowering = Lowering::Input;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
