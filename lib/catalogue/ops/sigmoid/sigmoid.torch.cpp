// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_sigmoid(const TorchArguments &arguments) { return arguments.inputs[0].sigmoid(); }

} // namespace pnasc::ops
