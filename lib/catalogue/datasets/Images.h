// SPDX-License-Identifier: Apache-2.0
// From images as bytes to a data set: what formats with a training and a test part share.
#pragma once

#include "ir/Dataset.h"
#include "ir/Spec.h"

namespace pnasc::datasets {

/// Images channel by channel, each with the number of its class.
struct ByteImages {
  ir::Shape shape;
  std::string bytes, labels; ///< count x channels x height x width; count
  size_t count() const { return labels.size(); }
};

/// The test part stays as it is; of `train` a stratified share is for validation: what the spec's
/// split says, else `validation`. Normalised by the training part. Networks see images of `wanted`,
/// at least as large as those stored, between whose pixels values are interpolated.
ir::Dataset imageDataset(const ir::DatasetSpec &spec, const ByteImages &train,
                         const ByteImages &test, std::vector<std::string> labels, double validation,
                         const ir::Shape &wanted, uint64_t seed, unsigned jobs);

} // namespace pnasc::datasets
