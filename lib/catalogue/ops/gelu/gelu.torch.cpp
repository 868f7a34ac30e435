// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_gelu(const TorchArguments &arguments) { return at::gelu(arguments.inputs[0]); }

} // namespace pnasc::ops
