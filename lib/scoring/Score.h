// SPDX-License-Identifier: Apache-2.0
// pnas-score: the training-free scores of any ONNX classifier that we read, with the weights of its
// file.
#pragma once

#include "llvm/Support/Error.h"
#include <optional>
#include <string>

namespace pnasc::scoring {

struct BatchFiles {
  std::string inputs, labels; ///< .npy
};

struct Request {
  std::string model;
  BatchFiles first;
  std::optional<BatchFiles> second; ///< which only ZiCo needs
  bool precise = false;             ///< in double precision
};

/// All scores and their terms as JSON (docs/pnas-score.md); without ZiCo where there is one batch.
llvm::Expected<std::string> score(const Request &request);

} // namespace pnasc::scoring
