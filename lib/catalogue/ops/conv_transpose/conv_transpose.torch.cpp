// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/Rules.h"
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

/// Nothing cut by LibTorch, which cuts both sides alike and so cannot say all that we can.
at::Tensor torch_conv_transpose(const TorchArguments &arguments) {
  const Window window = windowOf(arguments.attributes);
  const auto extra = arguments.attributes.list("output_padding");
  const std::array<int64_t, 2> behind{extra.empty() ? 0 : extra[0], extra.empty() ? 0 : extra[1]};
  const auto &p = arguments.parameters;
  const at::Tensor y = at::conv_transpose2d(asMap(arguments.inputs[0]), p[0].transpose(0, 1),
                                            p.size() > 1 ? p[1] : at::Tensor(), window.stride,
                                            {0, 0}, behind, 1, window.dilation);
  const auto [top, left, bottom, right] = window.padding;
  return y.slice(2, top, y.size(2) - bottom).slice(3, left, y.size(3) - right);
}

} // namespace pnasc::ops
