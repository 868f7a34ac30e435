// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/clip/Bounds.h"
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_clip(const TorchArguments &arguments) {
  const Bounds bounds = boundsOf(arguments.attributes);
  return arguments.inputs[0].clamp(bounds.low, bounds.high);
}

} // namespace pnasc::ops
