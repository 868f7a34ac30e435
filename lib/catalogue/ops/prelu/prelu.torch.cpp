// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

/// LibTorch's own would leave the order of memory that its convolutions are fast in.
at::Tensor torch_prelu(const TorchArguments &arguments) {
  const at::Tensor x = asMap(arguments.inputs[0]);
  return at::where(x > 0, x, x * arguments.parameters[0]);
}

} // namespace pnasc::ops
