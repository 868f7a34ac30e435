// SPDX-License-Identifier: Apache-2.0
// What is said beside a file of how to read it, and what reading did to its input.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace pnasc::onnx {

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

/// How a sample of the file's input becomes one of the network's: seen as `sizes`, its axes are put
/// in this `order`.
struct LayoutStep {
  std::vector<int64_t> sizes, order;
};

struct InputLayout {
  std::string name;           ///< of the file's input
  std::vector<int64_t> sizes; ///< of one sample as the file has it
  std::vector<LayoutStep> steps;
};

} // namespace pnasc::onnx
