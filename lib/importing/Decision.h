// SPDX-License-Identifier: Apache-2.0
// How a class is read off the scores of a model's first output.
#pragma once

#include "ir/Integer.h"
#include "ir/Network.h"

namespace pnasc::importing {

/// One score stands for two classes, see ir/SingleScore.h.
int64_t classesOf(const ir::Network &network);

class Decision {
public:
  Decision(const ir::Network &network, const ir::IntegerNetwork &integer);

  /// On ties the first class wins.
  size_t ofFloats(const float *scores) const;
  size_t ofBytes(const int8_t *scores) const;

private:
  size_t scores;
  double threshold = 0;
  int64_t steps = 0; ///< the threshold in the output's integers
};

/// The score that a single output is compared with, for a note to the reader.
double thresholdOf(const ir::Network &network);

} // namespace pnasc::importing
