// SPDX-License-Identifier: Apache-2.0
// Rounding to int8 inside a network that learns: forward gives what the integers will stand for,
// backward passes gradients straight through where nothing was clipped (Jacob et al. 2018, arXiv
// 1712.05877) and tells the scale how to move (LSQ: Esser et al. 2020, arXiv 1902.08153, eq. 3).
#pragma once

#include <ATen/ATen.h>

namespace pnasc::quantize {

/// scale * (clamp(rint(x / scale), -128 - zeroPoint, 127 - zeroPoint)), ties to even. `scale` holds
/// one value; its gradient is multiplied by 1 / sqrt(127 n) for the n values of x (eq. 4).
/// LibTorch's _fake_quantize_learnable_per_tensor_affine does the same in scalar loops, which took a
/// third of a training step, and clips at the wrong end for negative zero points on the way back.
at::Tensor fakeQuantize(const at::Tensor &x, const at::Tensor &scale, int32_t zeroPoint);

} // namespace pnasc::quantize
