// SPDX-License-Identifier: Apache-2.0
// Readers of the text forms: one line, eaten from the left, and the loop over lines. Text may come
// from anyone: whatever does not fit is an error with its line, never an assert.
#pragma once

#include "ir/Network.h"
#include "llvm/ADT/STLExtras.h"
#include <optional>

namespace pnasc::ir {

/// One line. The first thing that does not fit is kept as the problem; after it everything returns
/// quickly.
class Line {
public:
  explicit Line(llvm::StringRef text) : rest(text.trim()) {}

  bool accept(llvm::StringRef token);
  void need(llvm::StringRef token);
  /// As accept(), but of a whole word: `on` is no part of `one`.
  bool acceptWord(llvm::StringRef word);
  std::string word();
  int64_t number();
  /// Within [least, most], in words that say so.
  int64_t number(int64_t least, int64_t most);
  double real();
  uint32_t id();                  ///< %3
  std::vector<uint32_t> ids();    ///< %3, %4
  std::string quoted();           ///< "stem.conv1"
  std::string name();             ///< a word or quoted
  Shape shape();                  ///< 16x1x512
  Attributes attributes();        ///< {kernel=[1,9]}, or none where there is no brace
  std::vector<int64_t> numbers(); ///< [1,2,3]
  bool atQuote() const { return rest.ltrim().startswith("\""); }
  bool atEnd() const { return rest.trim().empty(); }
  void end();
  void fail(std::string what);
  bool good() const { return problem.empty(); }

  llvm::StringRef rest;
  std::string problem;
};

/// Gives each line that is neither empty nor a `//` comment to `read`; the error of the first that
/// does not fit: `KIND text, line 3: needs ...`.
llvm::Error readLines(llvm::StringRef kind, llvm::StringRef text,
                      llvm::function_ref<void(Line &)> read);

} // namespace pnasc::ir
