// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/TorchOp.torch.h"
#include "catalogue/ops/batch_norm/Epsilon.h"

namespace pnasc::ops {

at::Tensor torch_batch_norm(const TorchArguments &arguments) {
  const auto &p = arguments.parameters;
  constexpr double Momentum = 0.1;
  return at::batch_norm(arguments.inputs[0], p[0], p[1], p[2], p[3], arguments.training, Momentum,
                        epsilonOf(arguments.attributes), /*cudnn_enabled=*/false);
}

} // namespace pnasc::ops
