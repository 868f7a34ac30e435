// SPDX-License-Identifier: Apache-2.0
// Samples ready for training: normalised floats, split in three.
#pragma once

#include "ir/Shape.h"
#include <cstdint>
#include <string>
#include <vector>

namespace pnasc::ir {

struct Split {
  std::vector<float> samples; ///< count x channels x height x width
  std::vector<int32_t> labels;
  size_t count() const { return labels.size(); }
};

struct Dataset {
  std::string name;
  Shape shape; ///< of one sample; series have height 1
  bool series = false;
  std::vector<std::string> labels; ///< names of the classes
  Split train, validation, test;
  /// (x - mean) / deviation, for each channel, from the training part alone.
  std::vector<float> mean, deviation;
  bool simulated = false; ///< the built-in generator stood in for missing data
  std::string origin;     ///< one line for people: path or generator, counts
  std::string digest;     ///< of samples, labels and split

  int64_t classes() const { return int64_t(labels.size()); }
};

} // namespace pnasc::ir
