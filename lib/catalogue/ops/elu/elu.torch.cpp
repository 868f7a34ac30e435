// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/Rules.h"
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_elu(const TorchArguments &arguments) {
  return at::elu(arguments.inputs[0], realAttribute(arguments.attributes, "alpha", Billionths),
                 realAttribute(arguments.attributes, "scale", Billionths));
}

} // namespace pnasc::ops
