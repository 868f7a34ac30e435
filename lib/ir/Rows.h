// SPDX-License-Identifier: Apache-2.0
// A range of rows of one tensor.
#pragma once

#include <cstdint>
#include <string>

namespace pnasc::ir {

struct Rows {
  int64_t from = 0, to = 0; ///< to: the first behind them

  int64_t count() const { return to - from; }
  bool empty() const { return to <= from; }
  bool operator==(const Rows &) const = default;
  std::string text() const { return std::to_string(from) + ".." + std::to_string(to); }
};

} // namespace pnasc::ir
