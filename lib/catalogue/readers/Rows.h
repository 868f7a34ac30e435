// SPDX-License-Identifier: Apache-2.0
// Rows of values, as tables hold them, as records.
#pragma once

#include "catalogue/readers/Reader.h"

namespace pnasc::readers {

/// Rows of `channels.size()` values, row-major, and which labels runs of them carry, in order.
struct Rows {
  size_t width = 0;
  std::vector<float> values;
  std::vector<std::string> channels; ///< empty, or `width` names
  std::vector<Annotation> labels;
  size_t count() const { return width ? values.size() / width : 0; }
  /// Lengthens the last run, or begins another.
  void addLabel(llvm::StringRef label);
};

/// One recording; runs with an empty label are not annotated.
Record asRecording(Rows rows);
/// A record a row, of shape width x 1 x 1, named by its number from 1.
std::vector<Record> asRecords(const Rows &rows);

Argument rowsArgument();

} // namespace pnasc::readers
