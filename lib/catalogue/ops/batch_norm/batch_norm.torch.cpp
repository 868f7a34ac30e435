// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/batch_norm/BatchNorm.torch.h"
#include "catalogue/ops/batch_norm/Epsilon.h"
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_batch_norm(const TorchArguments &arguments) {
  const at::Tensor &x = arguments.inputs[0];
  const auto &p = arguments.parameters;
  constexpr double Momentum = 0.1;
  const double epsilon = epsilonOf(arguments.attributes);
  if (arguments.training && isChannelsLast(x))
    return batchNorm(x, p[0], p[1], {p[2], p[3], Momentum}, epsilon);
  return at::batch_norm(x, p[0], p[1], p[2], p[3], arguments.training, Momentum, epsilon,
                        /*cudnn_enabled=*/false);
}

} // namespace pnasc::ops
