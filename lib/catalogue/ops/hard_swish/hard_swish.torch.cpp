// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_hard_swish(const TorchArguments &arguments) {
  return at::hardswish(arguments.inputs[0]);
}

} // namespace pnasc::ops
