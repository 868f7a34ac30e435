// SPDX-License-Identifier: Apache-2.0
// C x H x W to C*H*W features, channel after channel; lowers to nothing (the linear weights behind
// it are put into HWC order instead).
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

const Op &op_flatten() {
  static const Op op = [] {
    Op op = plainOp("flatten", "ONNX Flatten, axis 1");
    op.shape = [](const ir::Attributes &, llvm::ArrayRef<ir::Shape> in) {
      return llvm::Expected<ir::Shape>(ir::Shape{in[0].elements(), 1, 1});
    };
    op.channels = [](const ir::Attributes &, llvm::ArrayRef<ir::Shape>) { return Channels::Flat; };
    op.traits.lowering = Lowering::Flatten;
    op.traits.takes = Takes::Either;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
