// SPDX-License-Identifier: Apache-2.0
// What each operator computes in float: the LibTorch side of the catalogue.
// <op>/<op>.torch.cpp defines `torch::Tensor torch_<op>(const TorchArguments &)` in this namespace.
#pragma once

#include "ir/Network.h"
#include "llvm/ADT/StringRef.h"
#include <torch/torch.h>
#include <vector>

namespace pnasc::ops {

/// Tensors are N x C x H x W (flat: N x features). `parameters` in the order of Op::parameters. In
/// training, batch_norm uses batch statistics and updates its mean and variance in place.
struct TorchArguments {
  const ir::Attributes &attributes;
  std::vector<torch::Tensor> inputs;
  std::vector<torch::Tensor> parameters;
  bool training = false;
};

torch::Tensor torchForward(llvm::StringRef op, const TorchArguments &arguments);

} // namespace pnasc::ops
