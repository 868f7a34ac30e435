// SPDX-License-Identifier: Apache-2.0
// A network with trained (or fresh) weights.
#pragma once

#include "ir/Network.h"
#include "ir/Tensor.h"
#include <string>
#include <vector>

namespace pnasc::ir {

/// Parameters of each node, in the order of ops::Op::parameters (conv: weight [O, I/groups, kh, kw]
/// and bias [O] where the node has one; batch_norm: scale, shift, mean, variance, each [C]; linear:
/// weight [O, I], bias [O]). Nodes without parameters have an empty list.
using Parameters = std::vector<std::vector<FloatArray>>;

struct TrainedNetwork {
  Network network;
  Parameters parameters;
  std::string dataDigest;
  uint64_t seed = 0;
  int64_t samplesSeen = 0;
  double validation = 0;      ///< the task's deciding metric on the validation part
  std::vector<double> test{}; ///< the task's metrics on the test part
};

} // namespace pnasc::ir
