// SPDX-License-Identifier: Apache-2.0
// The side of a task that LibTorch sees: <task>/<task>.torch.cpp defines
// `const TorchTask &torch_<task>()`.
#pragma once

#include "catalogue/tasks/Task.h"
#include <ATen/ATen.h>

namespace pnasc::tasks {

using Outputs = std::vector<at::Tensor>; ///< of a network, in its order, the batch in front

struct TorchTask {
  /// Labels of a batch as losses take them.
  at::Tensor (*targets)(const ir::Labels &labels);
  /// What trainings minimise, the mean over a batch.
  at::Tensor (*loss)(const Outputs &outputs, const at::Tensor &targets);
  /// What the gradients of training-free scores are of.
  at::Tensor (*scoreLoss)(const Outputs &outputs, const at::Tensor &targets);
  /// Metrics, on the test part, of a simple model of the same inputs: what no network may fall
  /// below. A few seconds.
  std::vector<double> (*baseline)(const ir::Dataset &dataset, uint64_t seed);
};

const TorchTask &torchOf(llvm::StringRef task);

/// Shows a judge what a network says of a batch.
void see(Judge &judge, const Outputs &outputs, const ir::Labels &labels);

} // namespace pnasc::tasks
