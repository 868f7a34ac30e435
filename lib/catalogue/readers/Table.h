// SPDX-License-Identifier: Apache-2.0
// How a table of text is laid out: what its arguments say, and what its first lines show.
#pragma once

#include "catalogue/readers/Reader.h"

namespace pnasc::readers {

struct Table {
  char separator = ','; ///< ' ': any run of blanks
  char point = '.';
  bool eitherPoint = false; ///< `;` stands between, so that a comma can be nothing but a point
  enum Role : int { Label = -2, Ignored = -1 };
  std::vector<int> roles;         ///< of each column: one of these, or the place of its channel
  std::vector<std::string> names; ///< of the channels; empty: there is no header
  llvm::StringRef rows;           ///< the text from the first row of values
  uint64_t firstRow = 1;          ///< its line in the file
  size_t channels = 0;
};

/// The words of one line: quotes and blanks around them are off. A quote that is not closed reaches
/// to the end of the line. Ends behind `most` words.
std::vector<std::string> wordsOf(llvm::StringRef line, char separator, size_t most);

llvm::Expected<Table> layout(const File &file, llvm::StringRef text, const Options &options);

} // namespace pnasc::readers
