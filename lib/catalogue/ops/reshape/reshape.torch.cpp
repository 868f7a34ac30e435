// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_reshape(const TorchArguments &arguments) {
  const auto shape = arguments.attributes.list("shape");
  return arguments.inputs[0].reshape({-1, shape[0], shape[1], shape[2]});
}

} // namespace pnasc::ops
