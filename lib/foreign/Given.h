// SPDX-License-Identifier: Apache-2.0
// What is said beside a file of how to read it.
#pragma once

#include "ir/InputLayout.h"
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace pnasc::foreign {

struct Given {
  /// Sizes of inputs, the batch in front, where the file leaves them open.
  std::map<std::string, std::vector<int64_t>> sizes;
  std::string howToGive; ///< completes the error where one is missing: "give them with --shape ..."
  /// Whether a Reshape or Transpose right behind the input may become part of how callers lay out
  /// their samples.
  bool relayout = false;
  /// The input's first axis counts as data like the others; a sample is the whole of it.
  bool whole = false;
};

using ir::InputLayout;
using ir::LayoutStep;

} // namespace pnasc::foreign
