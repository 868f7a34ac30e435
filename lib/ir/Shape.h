// SPDX-License-Identifier: Apache-2.0
// The shape of one activation tensor, without the batch: channels, height, width. A series of L
// samples is a map of height 1 and width L, so 1-D and 2-D networks take the same road.
#pragma once

#include <cstdint>
#include <string>

namespace pnasc::ir {

struct Shape {
  int64_t channels = 0, height = 1, width = 1;

  int64_t positions() const { return height * width; }
  int64_t elements() const { return channels * positions(); }
  /// What a network may be run by: the rows of a map, the samples of a series (a map of height 1).
  int64_t rows() const { return height > 1 ? height : width; }
  int64_t rowElements() const { return height > 1 ? width * channels : channels; }
  bool operator==(const Shape &) const = default;
  std::string text() const { ///< 16x1x512
    return std::to_string(channels) + "x" + std::to_string(height) + "x" + std::to_string(width);
  }
};

} // namespace pnasc::ir
