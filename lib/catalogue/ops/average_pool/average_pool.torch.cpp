// SPDX-License-Identifier: Apache-2.0
// Only real positions count: the sum over a zero-padded map by the number of real positions.
#include "catalogue/ops/shared/Rules.h"
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

/// Real positions of each window, 1 x 1 x H x W.
static at::Tensor counts(const Window &window, const at::Tensor &x) {
  const auto [top, left, bottom, right] = window.padding;
  const at::Tensor ones = at::ones({1, 1, x.size(2), x.size(3)}, x.options().requires_grad(false));
  return at::avg_pool2d(at::constant_pad_nd(ones, {left, right, top, bottom}, 0), window.kernel,
                        window.stride, {0, 0}, false, true, /*divisor_override=*/1);
}

at::Tensor torch_average_pool(const TorchArguments &arguments) {
  const Window window = windowOf(arguments.attributes);
  const at::Tensor x = asMap(arguments.inputs[0]);
  const bool wide =
      2 * window.padding[0] > window.kernel[0] || 2 * window.padding[1] > window.kernel[1];
  const Padded in = padded(arguments, 0, wide);
  if (in.x.sizes() == x.sizes()) // LibTorch's own rule: both sides alike, at most half a kernel
    return at::avg_pool2d(in.x, window.kernel, window.stride, in.rest, false,
                          /*count_include_pad=*/false);
  return at::avg_pool2d(in.x, window.kernel, window.stride, {0, 0}, false, true,
                        /*divisor_override=*/1) /
         counts(window, x);
}

} // namespace pnasc::ops
