// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/Rules.h"
#include "catalogue/ops/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_conv(const TorchArguments &arguments) {
  const Window window = windowOf(arguments.attributes);
  const auto &p = arguments.parameters;
  const Padded in = padded(arguments, 0);
  return at::conv2d(in.x, p[0], p.size() > 1 ? p[1] : at::Tensor(), window.stride, in.rest,
                    window.dilation, arguments.attributes.get("groups", 1));
}

} // namespace pnasc::ops
