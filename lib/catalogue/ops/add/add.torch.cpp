// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_add(const TorchArguments &arguments) {
  at::Tensor sum = asMap(arguments.inputs[0]);
  for (size_t i = 1; i < arguments.inputs.size(); ++i)
    sum = sum + asMap(arguments.inputs[i]);
  return sum;
}

} // namespace pnasc::ops
