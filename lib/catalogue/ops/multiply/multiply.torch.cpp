// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_multiply(const TorchArguments &arguments) {
  return asMap(arguments.inputs[0]) * asMap(arguments.inputs[1]);
}

} // namespace pnasc::ops
