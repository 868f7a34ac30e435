// SPDX-License-Identifier: Apache-2.0
// Batch normalisation, y = scale * (x - mean) / sqrt(variance + epsilon) + shift for each
// channel; epsilon is 1e-5 but for networks from elsewhere;
// lowers into the operator before it. Its running statistics are no learned parameters and are not
// counted.
#include "catalogue/ops/batch_norm/Epsilon.h"
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

const Op &op_batch_norm() {
  static const Op op = [] {
    Op op = plainOp("batch_norm", "Ioffe, Szegedy 2015, arXiv 1502.03167");
    op.attributes = {{"epsilon", 1, {UsualEpsilon}, 0}}; // trillionths
    op.parameters = [](const ir::Attributes &, llvm::ArrayRef<ir::Shape> in) {
      const std::vector<int64_t> shape{in[0].channels};
      return std::vector<Parameter>{{"scale", shape, Initial::One},
                                    {"shift", shape, Initial::Zero},
                                    {"mean", shape, Initial::Zero, 1, false},
                                    {"variance", shape, Initial::One, 1, false}};
    };
    op.traits.lowering = Lowering::Scale;
    op.traits.takes = Takes::Either;
    return op;
  }();
  return op;
}

} // namespace pnasc::ops
