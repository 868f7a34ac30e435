// SPDX-License-Identifier: Apache-2.0
// From when to when each row of a schedule lives, by its steps alone.
#pragma once

#include "ir/Schedule.h"
#include <string>
#include <vector>

namespace pnasc::plan {

/// Rows of one tensor that are made together, die together and lie side by side.
struct Span {
  static constexpr int64_t Given = -1; ///< born before the first step

  uint32_t tensor = 0;
  ir::Rows rows;
  uint64_t offset = 0, bytes = 0;
  int64_t born = Given, dies = Given; ///< steps; an output dies when all are done

  uint64_t end() const { return offset + bytes; }
};

struct Lives {
  /// Why no order of reading and making is right, in a user's words; then there are no spans.
  std::string problem;
  std::vector<Span> spans; ///< by `born`, rising
};

/// `schedule` has a place for each tensor, and its steps are of nodes and rows that there are.
Lives livesOf(const ir::DeployGraph &graph, const ir::Schedule &schedule);

/// `step 4 (%3 "group1.conv2")`
std::string stepText(const ir::DeployGraph &graph, const ir::Schedule &schedule, size_t step);
/// `rows 3..5 of %1 "stem.relu"`, or the tensor alone where it is all rows.
std::string rowsText(const ir::DeployGraph &graph, uint32_t tensor, ir::Rows rows);

} // namespace pnasc::plan
