// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_transpose(const TorchArguments &arguments) {
  const auto order = arguments.attributes.list("order");
  return asMap(arguments.inputs[0]).permute({0, order[0] + 1, order[1] + 1, order[2] + 1});
}

} // namespace pnasc::ops
