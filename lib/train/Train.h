// SPDX-License-Identifier: Apache-2.0
// Trains a network by gradient descent and prunes it on the way: channels of the uncut network
// leave in steps until exactly those remain that were promised (elaborate/Coupling.h), so the
// result has the shapes of the cut network that search and cost saw, with the strongest channels in
// it.
#pragma once

#include "ir/Dataset.h"
#include "ir/Spec.h"
#include "ir/Trained.h"
#include "support/Stop.h"
#include <array>
#include <functional>

namespace pnasc::train {

/// `done` of `total` samples; `found`: the task's deciding metric on the validation part, before
/// the first look at it on the latest training batches.
using Progress = std::function<void(int64_t done, int64_t total, double found)>;

/// SGD with Nesterov momentum, cosine rate after a short warm-up, weight decay on weights alone;
/// pruning between pruneFrom and pruneUntil; the weights that did best on the validation part after
/// that, by the task's deciding metric. `sparsity` of the four groups in millionths. The same seed
/// gives the same bits. Interrupted where `stop` ends it.
llvm::Expected<ir::TrainedNetwork> train(const ir::Network &uncut,
                                         const std::array<int64_t, 4> &sparsity,
                                         const ir::Dataset &dataset, const ir::TrainSpec &spec,
                                         uint64_t seed, const Progress &progress,
                                         const support::StopFlag *stop = nullptr);

/// The metrics of the task on a part; 0 each for an empty one.
std::vector<double> judged(const ir::Network &network, const ir::Parameters &parameters,
                           llvm::StringRef task, const ir::Split &split);

} // namespace pnasc::train
