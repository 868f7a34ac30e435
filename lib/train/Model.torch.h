// SPDX-License-Identifier: Apache-2.0
// What a training changes: the network (pruning cuts it), its values and their momentum.
#pragma once

#include "elaborate/Coupling.h"
#include "torch/Executor.torch.h"

namespace pnasc::train {

struct Model {
  ir::Network network;
  torch::Values values;   ///< trainable ones collect gradients
  torch::Values momentum; ///< zeros where there is none

  Model(const ir::Network &network, const ir::Parameters &parameters);

  /// One step of SGD with Nesterov momentum on the gradients that lie with the values; clears them.
  void step(double rate, double momentumFactor, double weightDecay);

  /// Channels leave until each class has the count given; the weakest go.
  void prune(const std::vector<int64_t> &kept);

private:
  struct Trainable {
    ir::NodeId node;
    size_t index;
    bool decays; ///< weights, not biases nor batch norm
  };
  void adopt(const ir::Parameters &parameters, const ir::Parameters &momenta);
  std::vector<Trainable> trainable;
};

/// By class and channel: the sum over the class's producers of their filters' L1 norms (Li et al.
/// 2017, arXiv 1608.08710), each in units of its layer's mean so that no producer outvotes others.
std::vector<std::vector<double>> importance(const ir::Network &network,
                                            const elaborate::Coupling &coupling,
                                            const torch::Values &values);

/// The `kept` most important channels of each class, rising; ties go to the lower index.
elaborate::Selection strongest(const std::vector<std::vector<double>> &importance,
                               const std::vector<int64_t> &kept);

} // namespace pnasc::train
