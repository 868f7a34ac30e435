// SPDX-License-Identifier: Apache-2.0
// Depthwise convolution with channels last in memory, forward and backward.
//
// LibTorch's oneDNN has direct loops for kernels up to 3x3 only: the weight gradient of a 7x7 goes
// through matrices, image by image, and each call sorts its operands into a layout of its own.
// Measured on MbedNet at 28x28 these took two thirds of all time in convolutions.
#pragma once

#include "catalogue/ops/shared/Rules.h"
#include <ATen/ATen.h>

namespace pnasc::ops {

/// Whether depthwise() can be asked: float maps, as many groups as channels, in and out.
bool isDepthwise(const at::Tensor &x, const at::Tensor &weight, int64_t groups);

/// x: N x C x H x W, weight: C x 1 x kh x kw, bias: C or undefined. Sums run in a fixed order.
at::Tensor depthwise(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias,
                     const Window &window);

} // namespace pnasc::ops
