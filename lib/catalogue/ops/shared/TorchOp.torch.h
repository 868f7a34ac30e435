// SPDX-License-Identifier: Apache-2.0
// What each operator computes in float: the LibTorch side of the catalogue.
// <op>/<op>.torch.cpp defines `at::Tensor torch_<op>(const TorchArguments &)` in this namespace.
// (pnasc::torch hides ::torch in here, so types are named by at::.)
#pragma once

#include "ir/Network.h"
#include "llvm/ADT/StringRef.h"
#include <ATen/ATen.h>
#include <array>
#include <vector>

namespace pnasc::ops {

/// Tensors are N x C x H x W (flat: N x features). `parameters` in the order of Op::parameters. In
/// training, batch_norm uses batch statistics and updates its mean and variance in place (undefined
/// tensors in their place: nothing is kept). N x C x 1 x 1 and N x C are accepted for one another.
struct TorchArguments {
  const ir::Attributes &attributes;
  std::vector<at::Tensor> inputs;
  std::vector<at::Tensor> parameters;
  bool training = false;
  /// Nobody else reads the first input, nor does the gradient of the node that made it: activations
  /// may write over it.
  bool overwrite = false;
};

at::Tensor torchForward(llvm::StringRef op, const TorchArguments &arguments);

/// The operator's function itself, or null: for callers that run a node many times.
using TorchFunction = at::Tensor (*)(const TorchArguments &);
TorchFunction torchFunction(llvm::StringRef op);

// What several operators share.
/// N x F as N x F x 1 x 1; maps as they are.
at::Tensor asMap(const at::Tensor &x);
/// Pads height and width by [top, left, bottom, right] with `value` where the two sides differ or
/// `always`; `rest` is what is left for an operator that pads both sides alike.
struct Padded {
  at::Tensor x;
  std::array<int64_t, 2> rest{0, 0};
};
Padded padded(const TorchArguments &arguments, double value, bool always = false);

} // namespace pnasc::ops
