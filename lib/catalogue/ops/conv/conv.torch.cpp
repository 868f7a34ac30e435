// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/conv/Depthwise.torch.h"
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_conv(const TorchArguments &arguments) {
  const Window window = windowOf(arguments.attributes);
  const int64_t groups = arguments.attributes.get("groups", 1);
  const auto &p = arguments.parameters;
  const at::Tensor bias = p.size() > 1 ? p[1] : at::Tensor(), x = asMap(arguments.inputs[0]);
  if (isDepthwise(x, p[0], groups))
    return depthwise(x, p[0], bias, window);
  const Padded in = padded(arguments, 0);
  return at::conv2d(in.x, p[0], bias, window.stride, in.rest, window.dilation, groups);
}

} // namespace pnasc::ops
