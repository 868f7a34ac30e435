// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/Rules.h"
#include "catalogue/ops/shared/TorchOp.torch.h"
#include <limits>

namespace pnasc::ops {

at::Tensor torch_max_pool(const TorchArguments &arguments) {
  const Window window = windowOf(arguments.attributes);
  // LibTorch pads at most half a kernel.
  const bool wide =
      2 * window.padding[0] > window.kernel[0] || 2 * window.padding[1] > window.kernel[1];
  const Padded in = padded(arguments, -std::numeric_limits<double>::infinity(), wide);
  return at::max_pool2d(in.x, window.kernel, window.stride, in.rest, window.dilation);
}

} // namespace pnasc::ops
