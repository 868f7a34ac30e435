// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_upsample_bilinear(const TorchArguments &arguments) {
  const at::Tensor x = asMap(arguments.inputs[0]);
  const auto factor = arguments.attributes.list("factor");
  return at::upsample_bilinear2d(x, {x.size(2) * factor[0], x.size(3) * factor[1]},
                                 /*align_corners=*/false);
}

} // namespace pnasc::ops
