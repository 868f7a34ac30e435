// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_linear(const TorchArguments &arguments) {
  const auto &p = arguments.parameters;
  return at::linear(arguments.inputs[0].flatten(1), p[0], p.size() > 1 ? p[1] : at::Tensor());
}

} // namespace pnasc::ops
