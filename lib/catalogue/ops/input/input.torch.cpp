// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_input(const TorchArguments &arguments) { return arguments.inputs.at(0); }

} // namespace pnasc::ops
