// SPDX-License-Identifier: Apache-2.0
// Steps that every data set goes through once its samples are known: who goes into which part, and
// normalisation by the training part alone.
#pragma once

#include "ir/Dataset.h"
#include "ir/Spec.h"
#include "support/Workers.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <vector>

namespace pnasc::datasets {

enum class Part : uint8_t { Train, Validation, Test };

struct Fractions {
  double validation = 0, test = 0; ///< the rest is for training
};

/// Assigns whole groups (recordings, or single samples) to parts, class by class, so that each part
/// has all classes in the same proportion and no group lies in two. A part with a fraction above 0
/// gets at least one group of each class that has three. Depends on `seed` alone.
std::vector<Part> splitGroups(const std::vector<int32_t> &labels, Fractions fractions,
                              uint64_t seed);

/// Indices of at most `limit` of `count` training samples (all where limit is 0), rising.
std::vector<size_t> limited(size_t count, int64_t limit, uint64_t seed);

/// Fills mean and deviation from the training part, as stored, and applies them to all three.
void normalise(ir::Dataset &data, const support::Workers &workers);

} // namespace pnasc::datasets
