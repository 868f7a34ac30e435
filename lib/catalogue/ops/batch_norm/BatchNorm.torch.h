// SPDX-License-Identifier: Apache-2.0
// Batch norm by the statistics of the batch, channels last in memory, forward and backward.
//
// LibTorch's loops run over the channels of one position at a time, which are few in small
// networks: measured on MbedNet at 28x28 they took two fifths of all training time.
#pragma once

#include <ATen/ATen.h>

namespace pnasc::ops {

/// Whether batchNorm() can be asked: float maps of more than one value a channel, channels last.
bool isChannelsLast(const at::Tensor &x);

struct RunningStatistics {
  at::Tensor mean, variance; ///< C each, updated in place; undefined: nothing is kept
  double momentum;
};

/// x: N x C x H x W; weight, bias: C. Sums run in a fixed order, in double precision between blocks
/// of rows. The running variance is the unbiased one, as LibTorch has it.
at::Tensor batchNorm(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias,
                     const RunningStatistics &running, double epsilon);

} // namespace pnasc::ops
