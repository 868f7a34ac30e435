// SPDX-License-Identifier: Apache-2.0
// The stages by name, in order: one table for --stop-after, its help text and the timing block.
#pragma once

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <vector>

namespace pnasc::driver {

enum class Stage {
  Parse,
  Check,
  Narrow,
  Search,
  Select,
  Train,
  Quantize,
  Plan,
  Emit,
  Measure,
  Report
};

struct StageInfo {
  Stage stage;
  llvm::StringRef name;
  llvm::StringRef help;
};

const std::vector<StageInfo> &stages();
llvm::StringRef stageName(Stage stage);
std::optional<Stage> findStage(llvm::StringRef name);

} // namespace pnasc::driver
