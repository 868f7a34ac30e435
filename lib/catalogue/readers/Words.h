// SPDX-License-Identifier: Apache-2.0
// Files of text: their lines, the words in them, and what a failure shows of both.
#pragma once

#include "catalogue/readers/Reader.h"

namespace pnasc::readers {

/// More values than any recording that fits a machine; a header that promises more is damaged.
constexpr uint64_t MostValues = uint64_t(1) << 29;

/// 'abc': printable, and short where the text is long.
std::string shown(llvm::StringRef text);

/// The text behind a byte order mark; fails where it is UTF-16, and where nothing is there.
llvm::Expected<llvm::StringRef> plainText(const File &file, llvm::StringRef bytes);

/// Lines without their ends, which are "\n" or "\r\n".
class Lines {
public:
  explicit Lines(llvm::StringRef text) : left(text) {}
  bool next(llvm::StringRef &line);
  uint64_t number = 0; ///< of the line that next() gave last, from 1
  llvm::StringRef left;
};

/// Empty, ?, NaN and NA, as tables write it.
bool isMissing(llvm::StringRef word);

enum class Word : uint8_t { Number, Missing, TooLarge, Other };
/// What all of a word is; `value` is set where it is a number.
Word readWord(llvm::StringRef word, float &value, char point = '.');

/// "'1e99' is too large" or "'abc' is no number".
std::string noNumber(llvm::StringRef word, Word what);

/// Whether missing values take the last value before them: `missing = "hold"`.
llvm::Expected<bool> holdsMissing(const File &file, const Options &options);
Argument missingArgument();

} // namespace pnasc::readers
