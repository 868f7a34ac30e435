// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_relu6(const TorchArguments &arguments) {
  at::Tensor x = arguments.inputs[0];
  return arguments.overwrite ? at::hardtanh_(x, 0, 6) : at::hardtanh(x, 0, 6);
}

} // namespace pnasc::ops
