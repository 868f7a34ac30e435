// SPDX-License-Identifier: Apache-2.0
// The batches of a training: a new shuffle each epoch and a small random shift of images, all of it
// a function of seed, epoch and position. (Mirror images were tried and left out: they mean
// something else for digits and signs, and gained nothing on Fashion-MNIST.)
#pragma once

#include "ir/Dataset.h"
#include "support/Random.h"
#include <vector>

namespace pnasc::train {

class Sampler {
public:
  Sampler(const ir::Dataset &dataset, int64_t batch, uint64_t seed);

  /// The samples of a step, written to the start of the buffer, and their labels.
  ir::Labels fill(int64_t step, float *samples);
  int64_t shift = 0; ///< positions an image moves at most, each way

private:
  void copy(const float *from, float *to, uint64_t random) const;

  const ir::Dataset &dataset;
  int64_t batch, stepsPerEpoch;
  uint64_t seed;
  int64_t epoch = -1;
  std::vector<uint32_t> order;
  std::vector<float> image; ///< one sample as it is before it moves
};

} // namespace pnasc::train
