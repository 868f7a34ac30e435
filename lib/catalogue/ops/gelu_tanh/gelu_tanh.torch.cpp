// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_gelu_tanh(const TorchArguments &arguments) {
  return at::gelu(arguments.inputs[0], "tanh");
}

} // namespace pnasc::ops
