// SPDX-License-Identifier: Apache-2.0
// Tables of decimal numbers, parsed by hand: a machinery recording is 17 MB of text, and there are
// thousands of them, so neither streams nor strtod will do.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <vector>

namespace pnasc::datasets {

/// Rows of `columns` floats, row-major.
struct Table {
  size_t columns = 0;
  std::vector<float> values;
  size_t rows() const { return columns ? values.size() / columns : 0; }
};

/// Comma-separated, no header, the same number of columns in each row. Failures name `path` and
/// row.
llvm::Expected<Table> parseCsv(llvm::StringRef path, llvm::StringRef text, size_t columns);

} // namespace pnasc::datasets
