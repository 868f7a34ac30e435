// SPDX-License-Identifier: Apache-2.0
// From images as bytes to a data set: what formats with a training and a test part share.
#pragma once

#include "ir/Dataset.h"
#include "ir/Spec.h"
#include "support/Workers.h"
#include "llvm/Support/Error.h"

namespace pnasc::datasets {

/// Images channel by channel, each with the number of its class.
struct ByteImages {
  ir::Shape shape;
  std::string bytes, labels; ///< count x channels x height x width; count
  size_t count() const { return labels.size(); }
};

/// The test part stays as it is; of `train` a stratified share is for validation: what the spec's
/// split says, else `validation`. Normalised by the training part.
///
/// Networks see images of the spec's height and width, as the files have them where it names none:
/// larger ones are interpolated (bilinear, centres of pixels at half, as ONNX Resize `half_pixel`
/// and PyTorch's align_corners = false have it), smaller ones are means over the pixels that each
/// of theirs covers. The number of channels is the files'.
llvm::Expected<ir::Dataset> imageDataset(const ir::DatasetSpec &spec, ByteImages train,
                                         ByteImages test, std::vector<std::string> labels,
                                         double validation, uint64_t seed,
                                         const support::Workers &workers);

/// One image of another size, by the same rules.
std::vector<float> resampled(const std::vector<uint8_t> &bytes, const ir::Shape &from,
                             const ir::Shape &to);

} // namespace pnasc::datasets
