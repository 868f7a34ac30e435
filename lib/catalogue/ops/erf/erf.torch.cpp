// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_erf(const TorchArguments &arguments) { return at::erf(arguments.inputs[0]); }

} // namespace pnasc::ops
