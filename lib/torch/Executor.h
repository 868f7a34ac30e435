// SPDX-License-Identifier: Apache-2.0
// Runs a Network in float on the CPU: plain arrays in, plain arrays out. Modules that differentiate
// use Executor.torch.h; this header names no vendor type.
//
// Parallelism lies across networks, never inside one: each thread that enters calls init(), and a
// result is the same whichever thread computed it.
#pragma once

#include "ir/Trained.h"
#include <cstdint>

namespace pnasc::torch {

/// One computing thread inside each network, for the calling thread (LibTorch and OpenMP keep that
/// number by thread). Cheap when repeated; every entry point of this room calls it.
void init();

/// Weights before training: what each operator's Parameter asks for (He et al. 2015, arXiv
/// 1502.01852, for the weights), from counters keyed by seed, the network's digest and the tensor.
ir::Parameters freshParameters(const ir::Network &network, uint64_t seed);

struct RunOptions {
  bool training = false; ///< batch norm by the statistics of the batch
  bool taps = false;     ///< the output of every node instead of the network's outputs only
};

/// Outputs for a batch N x C x H x W, each with the batch in front. `T`: float or double.
template <class T>
llvm::Expected<std::vector<ir::Array<T>>> run(const ir::Network &network,
                                              const ir::Parameters &parameters,
                                              const ir::Array<T> &batch, RunOptions options = {});

} // namespace pnasc::torch
