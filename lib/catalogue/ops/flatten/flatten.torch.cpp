// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_flatten(const TorchArguments &arguments) { return arguments.inputs[0].flatten(1); }

} // namespace pnasc::ops
