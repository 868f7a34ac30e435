// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_batch_norm(const TorchArguments &arguments) {
  const auto &p = arguments.parameters;
  constexpr double Momentum = 0.1, Epsilon = 1e-5;
  return at::batch_norm(arguments.inputs[0], p[0], p[1], p[2], p[3], arguments.training, Momentum,
                        Epsilon, /*cudnn_enabled=*/false);
}

} // namespace pnasc::ops
