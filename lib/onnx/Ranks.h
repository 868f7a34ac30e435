// SPDX-License-Identifier: Apache-2.0
// Our maps have three dimensions always; ONNX keeps features [N, F] and maps [N, C, H, W] apart.
// This remembers which is which while a graph is written, and puts Flatten or Reshape where they
// meet.
#pragma once

#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include <map>

namespace pnasc::onnx {

class Ranks {
public:
  explicit Ranks(ops::OnnxGraph &graph) : graph(graph) {}
  void set(const std::string &value, bool flat) { isFlat[value] = flat; }
  bool flat(const std::string &value) const { return isFlat.at(value); }

  /// The operands as `op` wants them: features for linear, maps for windows, all alike for joins.
  std::vector<std::string> match(llvm::StringRef op, std::vector<std::string> values);
  /// Whether `op` on operands from match() makes features.
  bool makesFlat(llvm::StringRef op, const std::vector<std::string> &values) const;

private:
  std::string reshaped(const std::string &value, bool flat);

  ops::OnnxGraph &graph;
  std::map<std::string, bool> isFlat;
};

} // namespace pnasc::onnx
