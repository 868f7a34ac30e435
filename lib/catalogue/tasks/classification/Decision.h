// SPDX-License-Identifier: Apache-2.0
// How a class is read off the scores of a network's first output: the largest, on ties the first.
// One score alone chooses between two classes: the second where it is above a threshold, 0.5 behind
// a sigmoid, whose scores are probabilities, else 0.
#pragma once

#include "ir/Integer.h"
#include "ir/Network.h"
#include "llvm/ADT/ArrayRef.h"

namespace pnasc::tasks {

int64_t classesOf(const ir::Network &network);

/// What a single score is compared with.
double thresholdOf(const ir::Network &network);
double thresholdOf(const ir::DeployGraph &graph);
/// The largest quantised score, perhaps beyond int8, that is not above the threshold.
int64_t thresholdSteps(const ir::IntegerNetwork &network);

size_t decided(llvm::ArrayRef<float> scores, double threshold);
size_t decided(llvm::ArrayRef<int8_t> scores, int64_t steps);

} // namespace pnasc::tasks
