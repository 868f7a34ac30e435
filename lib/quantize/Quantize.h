// SPDX-License-Identifier: Apache-2.0
// From trained floats to int8. Post-training quantisation calibrates on samples; quantisation-aware
// training goes on from there with rounding simulated in the forward pass.
#pragma once

#include "ir/Dataset.h"
#include "ir/Integer.h"
#include "ir/Spec.h"
#include "ir/Trained.h"
#include "support/Stop.h"
#include "llvm/Support/Error.h"

namespace pnasc::quantize {

/// `graph` is the lowered `network`. Same arguments, same bytes.
llvm::Expected<ir::IntegerNetwork> ptq(const ir::TrainedNetwork &network,
                                       const ir::DeployGraph &graph, const ir::Dataset &data,
                                       const ir::QuantizeSpec &spec, uint64_t seed);

/// The best by validation accuracy of all states from the PTQ result on, that one included.
/// Interrupted where `stop` ends it.
llvm::Expected<ir::IntegerNetwork> qat(const ir::TrainedNetwork &network,
                                       const ir::DeployGraph &graph, const ir::Dataset &data,
                                       const ir::QuantizeSpec &spec, uint64_t seed,
                                       const support::StopFlag *stop = nullptr);

/// Calibrated on normal noise, for a network without data; classes are named by number.
llvm::Expected<ir::IntegerNetwork> ptqOnNoise(const ir::TrainedNetwork &network,
                                              const ir::DeployGraph &graph, uint64_t seed);

} // namespace pnasc::quantize
