// SPDX-License-Identifier: Apache-2.0
// Samples ready for training: normalised floats, split in three.
#pragma once

#include "ir/Shape.h"
#include "llvm/ADT/ArrayRef.h"
#include <cstdint>
#include <string>
#include <vector>

namespace pnasc::ir {

/// What is known of each sample of a batch, as its task lays it out (lib/catalogue/tasks).
using Labels = std::vector<std::vector<int32_t>>;
Labels oneEach(const std::vector<int32_t> &numbers);

struct Split {
  std::vector<float> samples; ///< count x channels x height x width, of the stored shape
  /// What is known of the samples: a number each, or, where `labelEnds` is set, those up to
  /// labelEnds[i] for sample i.
  std::vector<int32_t> labels;
  std::vector<size_t> labelEnds = {};
  /// Of one sample; no channels: as networks take it. Larger images would fill the memory with what
  /// interpolation makes again at any time.
  Shape stored = {0, 1, 1};

  size_t count() const { return labelEnds.empty() ? labels.size() : labelEnds.size(); }
  llvm::ArrayRef<int32_t> label(size_t index) const;
  Shape storedShape(const Shape &shape) const;
  /// Sample `index` as a network with inputs of `shape` takes it: as it is, or enlarged (bilinear,
  /// centres of positions at half).
  void read(size_t index, const Shape &shape, float *out) const;
};

struct Dataset {
  std::string name;
  std::string task = "classification"; ///< entry of lib/catalogue/tasks
  Shape shape;                         ///< of one sample as networks take it; series have height 1
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
