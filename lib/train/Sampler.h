// SPDX-License-Identifier: Apache-2.0
// The batches of a training: a new shuffle each epoch, and for images a small random shift and,
// where asked for, a mirror image; all of it a function of seed, epoch and position.
#pragma once

#include "ir/Dataset.h"
#include "support/Random.h"
#include <vector>

namespace pnasc::train {

class Sampler {
public:
  Sampler(const ir::Dataset &dataset, int64_t batch, uint64_t seed);

  /// Samples and labels of a step, written to the start of the two buffers.
  void fill(int64_t step, float *samples, int64_t *labels);
  int64_t shift = 0;   ///< positions an image moves at most, each way
  bool mirror = false; ///< left to right, half of the images

private:
  void copy(const float *from, float *to, uint64_t random) const;

  const ir::Dataset &dataset;
  int64_t batch, stepsPerEpoch;
  uint64_t seed;
  int64_t epoch = -1;
  std::vector<uint32_t> order;
};

} // namespace pnasc::train
