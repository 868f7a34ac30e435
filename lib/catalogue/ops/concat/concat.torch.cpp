// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::ops {

at::Tensor torch_concat(const TorchArguments &arguments) {
  std::vector<at::Tensor> maps;
  for (const at::Tensor &x : arguments.inputs)
    maps.push_back(asMap(x));
  return at::cat(maps, 1);
}

} // namespace pnasc::ops
