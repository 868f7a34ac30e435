// SPDX-License-Identifier: Apache-2.0
// Samples ready for training: normalised floats, split in three.
#pragma once

#include "ir/Shape.h"
#include <cstdint>
#include <string>
#include <vector>

namespace pnasc::ir {

struct Split {
  std::vector<float> samples; ///< count x channels x height x width, of the stored shape
  std::vector<int32_t> labels;
  /// Of one sample; no channels: as networks take it. Larger images would fill the memory with what
  /// interpolation makes again at any time.
  Shape stored = {0, 1, 1};

  size_t count() const { return labels.size(); }
  Shape storedShape(const Shape &shape) const;
  /// Sample `index` as a network with inputs of `shape` takes it: as it is, or enlarged (bilinear,
  /// centres of positions at half).
  void read(size_t index, const Shape &shape, float *out) const;
};

struct Dataset {
  std::string name;
  Shape shape; ///< of one sample as networks take it; series have height 1
  bool series = false;
  std::vector<std::string> labels; ///< names of the classes
  Split train, validation, test;
  /// (x - mean) / deviation, for each channel, from the training part alone.
  std::vector<float> mean, deviation;
  bool simulated = false;            ///< the built-in generator stood in for missing data
  std::string origin;                ///< one line for people: path or generator, counts
  std::string digest;                ///< of samples, labels and split
  std::vector<std::string> warnings; ///< what was assumed, or is poor; for people

  int64_t classes() const { return int64_t(labels.size()); }
};

} // namespace pnasc::ir
