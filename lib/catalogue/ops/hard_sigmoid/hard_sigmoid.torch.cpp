// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/Rules.h"
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_hard_sigmoid(const TorchArguments &arguments) {
  const double alpha = realAttribute(arguments.attributes, "alpha", Sixth),
               beta = realAttribute(arguments.attributes, "beta", Billionths / 2);
  return (arguments.inputs[0] * alpha + beta).clamp(0, 1);
}

} // namespace pnasc::ops
