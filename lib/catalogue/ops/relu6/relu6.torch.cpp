// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/TorchOp.h"

namespace pnasc::ops {

at::Tensor torch_relu6(const TorchArguments &arguments) {
  return at::hardtanh(arguments.inputs[0], 0, 6);
}

} // namespace pnasc::ops
