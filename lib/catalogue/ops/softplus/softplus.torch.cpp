// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_softplus(const TorchArguments &arguments) {
  const at::Tensor &x = arguments.inputs[0];
  return at::clamp_min(x, 0) + at::log1p(at::exp(-x.abs()));
}

} // namespace pnasc::ops
