// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_slice(const TorchArguments &arguments) {
  at::Tensor x = asMap(arguments.inputs[0]);
  const auto begin = arguments.attributes.list("begin"), size = arguments.attributes.list("size");
  const auto step = arguments.attributes.list("step");
  for (int64_t axis = 0; axis < 3; ++axis) {
    const int64_t by = step.empty() ? 1 : step[size_t(axis)], first = begin[size_t(axis)];
    const int64_t count = size[size_t(axis)] ? size[size_t(axis)] : x.size(axis + 1) - first;
    const at::Tensor indices = at::arange(count) * by + first;
    x = x.index_select(axis + 1, indices);
  }
  return x;
}

} // namespace pnasc::ops
