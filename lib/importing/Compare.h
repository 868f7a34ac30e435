// SPDX-License-Identifier: Apache-2.0
// Float against int8, and float against what lay beside the model.
#pragma once

#include "importing/Samples.h"
#include "ir/Integer.h"
#include "support/Workers.h"

namespace pnasc::importing {

/// On the test part.
struct Comparison {
  double agreement = 0; ///< share of it on which the same class is first
  /// The task's metrics; none without labels.
  std::vector<double> ofFloat, ofInt8;
};

/// On ties the first class wins. The same for any number of threads.
llvm::Expected<Comparison> compare(const ir::TrainedNetwork &network,
                                   const ir::IntegerNetwork &integer, const Samples &samples,
                                   const support::Workers &workers);

/// Fails where the network as it was read computes other values than those recorded.
llvm::Error checkRecorded(const ir::TrainedNetwork &network, const Samples &samples);

} // namespace pnasc::importing
