// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_channel_shuffle(const TorchArguments &arguments) {
  const at::Tensor x = asMap(arguments.inputs[0]);
  const int64_t groups = arguments.attributes.get("groups", 1);
  return x.reshape({x.size(0), groups, x.size(1) / groups, x.size(2), x.size(3)})
      .transpose(1, 2)
      .reshape(x.sizes());
}

} // namespace pnasc::ops
