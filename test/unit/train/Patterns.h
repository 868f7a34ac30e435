// SPDX-License-Identifier: Apache-2.0
// A data set that a small network learns in a second: one bright spot of four, in noise.
#pragma once

#include "ir/Dataset.h"
#include "support/Random.h"

namespace check {

inline void fill(pnasc::ir::Split &split, size_t count, uint64_t seed) {
  const pnasc::support::CounterRandom random(seed, "patterns");
  for (size_t i = 0; i < count; ++i) {
    const auto label = int32_t(random.below(i, 4));
    split.labels.push_back(label);
    for (int p = 0; p < 64; ++p) {
      const bool bright = p / 8 / 4 == label / 2 && p % 8 / 4 == label % 2 && (p + p / 8) % 2;
      split.samples.push_back(float(random.normal(1000 + i * 64 + uint64_t(p)) + 2 * bright));
    }
  }
}

inline pnasc::ir::Dataset patterns(size_t count = 512) {
  pnasc::ir::Dataset dataset;
  dataset.name = "patterns";
  dataset.shape = {1, 8, 8};
  dataset.labels = {"a", "b", "c", "d"};
  fill(dataset.train, count, 1);
  fill(dataset.validation, 128, 2);
  fill(dataset.test, 128, 3);
  return dataset;
}

} // namespace check
