// SPDX-License-Identifier: Apache-2.0
// The stages that need LibTorch, as plain functions: null in pnasc, filled in pnasc-run. Linking
// LibTorch makes even --version take half a second, so the driver hands over when the first of them
// is due (architecture: the wall in time).
#pragma once

#include "ir/Dataset.h"
#include "ir/Integer.h"
#include "ir/Space.h"
#include "ir/Study.h"
#include "ir/Trained.h"
#include "support/Stop.h"
#include <array>
#include <functional>
#include <memory>

namespace pnasc::driver {

using Score =
    std::function<llvm::Expected<ir::Scores>(const ir::Network &cut, const ir::Genome &genome)>;
/// What the network of a genome learns from.
using DataOf = std::function<llvm::Expected<const ir::Dataset *>(const ir::Genome &genome)>;
/// `found`: the task's deciding metric, on the validation part.
using TrainProgress = std::function<void(int64_t done, int64_t total, double found)>;

struct TorchStages {
  /// Called from up to `jobs` threads at a time here, and from as many more as there are helpers.
  struct Scoring {
    Score score;
    unsigned helpers = 0; ///< processes beside this one that score as well
  };
  std::function<llvm::Expected<Scoring>(const DataOf &, const ir::Spec &, unsigned jobs)> scorer;
  /// In such a process: scores what the first one sends until that has enough.
  std::function<llvm::Error(const DataOf &, const ir::Spec &)> help;
  std::function<llvm::Expected<ir::TrainedNetwork>(
      const ir::Network &uncut, const std::array<int64_t, 4> &sparsity, const ir::Dataset &,
      const ir::TrainSpec &, uint64_t seed, const TrainProgress &, const support::StopFlag *)>
      train;
  /// The task's metrics on the test part.
  std::function<std::vector<double>(const ir::TrainedNetwork &, const ir::Dataset &)> judged;
  /// Fresh weights, never trained.
  std::function<ir::TrainedNetwork(const ir::Network &cut, uint64_t seed)> fresh;
  /// PTQ or QAT as the spec says.
  std::function<llvm::Expected<ir::IntegerNetwork>(
      const ir::TrainedNetwork &, const ir::DeployGraph &, const ir::Dataset &,
      const ir::QuantizeSpec &, uint64_t seed, const support::StopFlag *)>
      quantize;
  /// Calibrated on noise, for a network without data.
  std::function<llvm::Expected<ir::IntegerNetwork>(const ir::TrainedNetwork &,
                                                   const ir::DeployGraph &, uint64_t seed)>
      quantizeOnNoise;
  /// The same of a simple model of the same inputs.
  std::function<std::vector<double>(const ir::Dataset &, uint64_t seed)> baseline;
};

/// Defined in pnasc-run only.
const TorchStages &torchStages();

} // namespace pnasc::driver
