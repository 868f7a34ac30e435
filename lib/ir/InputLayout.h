// SPDX-License-Identifier: Apache-2.0
// How a sample lies in the model file of somebody else, whose order the files that we write keep, and
// how it becomes one of the network's, C x H x W.
#pragma once

#include "ir/Shape.h"
#include <string>
#include <vector>

namespace pnasc::ir {

/// Seen as `sizes`, the axes are put in this `order`.
struct LayoutStep {
  std::vector<int64_t> sizes, order;
  bool operator==(const LayoutStep &) const = default;
};

struct InputLayout {
  std::string name;           ///< of the file's input
  std::vector<int64_t> sizes; ///< of one sample as the file has it; none: C x H x W
  std::vector<LayoutStep> steps;
  bool operator==(const InputLayout &) const = default;

  /// Whether the file has samples as the network does.
  bool isNetworks(const Shape &shape) const;
  /// "6 x 8 x 2 (H x W x C)", or what is done to the sizes one after the other.
  std::string text(const Shape &shape) const;
};

} // namespace pnasc::ir
