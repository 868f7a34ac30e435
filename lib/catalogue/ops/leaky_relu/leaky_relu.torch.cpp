// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/Rules.h"
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_leaky_relu(const TorchArguments &arguments) {
  return at::leaky_relu(arguments.inputs[0],
                        realAttribute(arguments.attributes, "slope", Hundredth));
}

} // namespace pnasc::ops
