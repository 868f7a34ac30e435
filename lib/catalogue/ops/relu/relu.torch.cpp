// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_relu(const TorchArguments &arguments) {
  at::Tensor x = arguments.inputs[0];
  return arguments.overwrite ? at::relu_(x) : at::relu(x);
}

} // namespace pnasc::ops
