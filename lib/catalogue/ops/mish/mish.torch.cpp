// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_mish(const TorchArguments &arguments) { return at::mish(arguments.inputs[0]); }

} // namespace pnasc::ops
