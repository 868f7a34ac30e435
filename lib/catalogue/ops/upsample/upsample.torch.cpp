// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_upsample(const TorchArguments &arguments) {
  const at::Tensor x = asMap(arguments.inputs[0]);
  const auto factor = arguments.attributes.list("factor");
  return at::upsample_nearest2d(x, {x.size(2) * factor[0], x.size(3) * factor[1]});
}

} // namespace pnasc::ops
