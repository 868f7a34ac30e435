// SPDX-License-Identifier: Apache-2.0
// Trains a network by gradient descent and prunes it on the way: channels of the uncut network
// leave in steps until exactly those remain that were promised (elaborate/Coupling.h), so the
// result has the shapes of the cut network that search and cost saw, with the strongest channels in
// it.
#pragma once

#include "ir/Dataset.h"
#include "ir/Spec.h"
#include "ir/Trained.h"
#include <array>
#include <functional>

namespace pnasc::train {

/// `done` of `total` samples; `accuracy` on the validation part, before the first look at it on the
/// latest training batches.
using Progress = std::function<void(int64_t done, int64_t total, double accuracy)>;

/// SGD with Nesterov momentum, cosine rate after a short warm-up, weight decay on weights alone;
/// pruning between pruneFrom and pruneUntil; the weights that did best on the validation part after
/// that. `sparsity` of the four groups in millionths. The same seed gives the same bits.
llvm::Expected<ir::TrainedNetwork> train(const ir::Network &uncut,
                                         const std::array<int64_t, 4> &sparsity,
                                         const ir::Dataset &dataset, const ir::TrainSpec &spec,
                                         uint64_t seed, const Progress &progress);

/// Share of the samples whose class the network puts first; 0 for an empty part.
double accuracy(const ir::Network &network, const ir::Parameters &parameters,
                const ir::Split &split);

/// Test accuracy of multinomial logistic regression on the same inputs: what no network may fall
/// below. A few seconds.
double logisticRegressionAccuracy(const ir::Dataset &dataset, uint64_t seed);

} // namespace pnasc::train
