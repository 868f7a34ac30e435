// SPDX-License-Identifier: Apache-2.0
// Classifiers of one score choose between two classes: the second where the score is above a
// threshold.
#pragma once

#include "llvm/ADT/StringRef.h"
#include <cmath>

namespace pnasc::ir {

/// By the operator that makes the score: probabilities are parted at 0.5, all else at 0.
inline double thresholdBehind(llvm::StringRef op) {
  return op == "sigmoid" || op == "hard_sigmoid" ? 0.5 : 0.0;
}

/// The largest quantised score, perhaps beyond int8, that is not above the threshold.
inline int64_t thresholdSteps(double threshold, float scale, int64_t zeroPoint) {
  return int64_t(std::floor(threshold / double(scale))) + zeroPoint;
}

} // namespace pnasc::ir
