// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_global_average_pool(const TorchArguments &arguments) {
  return asMap(arguments.inputs[0]).mean({2, 3}, /*keepdim=*/true);
}

} // namespace pnasc::ops
