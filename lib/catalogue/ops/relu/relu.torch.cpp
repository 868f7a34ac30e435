// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/TorchOp.h"

namespace pnasc::ops {

at::Tensor torch_relu(const TorchArguments &arguments) { return at::relu(arguments.inputs[0]); }

} // namespace pnasc::ops
