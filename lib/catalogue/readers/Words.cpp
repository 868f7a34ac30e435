// SPDX-License-Identifier: Apache-2.0
#include "catalogue/readers/Words.h"
#include "support/Decimal.h"
#include "support/Printable.h"
#include <cmath>

namespace pnasc::readers {

std::string shown(llvm::StringRef text) {
  constexpr size_t Most = 32;
  const bool whole = text.size() <= Most;
  return "'" + support::printable(text.take_front(Most)) + (whole ? "'" : "...'");
}

llvm::Expected<llvm::StringRef> plainText(const File &file, llvm::StringRef bytes) {
  if (bytes.startswith("\xff\xfe") || bytes.startswith("\xfe\xff"))
    return wrong(file, "it is UTF-16 text; only UTF-8 is read");
  bytes.consume_front("\xef\xbb\xbf");
  if (bytes.trim().empty())
    return wrong(file, "it is empty");
  return bytes;
}

bool Lines::next(llvm::StringRef &line) {
  if (left.empty())
    return false;
  const size_t end = left.find('\n');
  line = left.substr(0, end);
  left = end == llvm::StringRef::npos ? llvm::StringRef() : left.substr(end + 1);
  line.consume_back("\r");
  ++number;
  return true;
}

bool isMissing(llvm::StringRef word) {
  return word.empty() || word == "?" || word.equals_insensitive("nan") ||
         word.equals_insensitive("na");
}

Word readWord(llvm::StringRef word, float &value, char point) {
  const char *at = word.begin();
  float read = 0;
  if (support::readDecimal(at, word.end(), read, point) && at == word.end()) {
    if (!std::isfinite(read))
      return Word::TooLarge;
    value = read;
    return Word::Number;
  }
  return isMissing(word) ? Word::Missing : Word::Other;
}

std::string noNumber(llvm::StringRef word, Word what) {
  if (what == Word::Missing)
    return "the value is missing" + (word.empty() ? "" : " (" + shown(word) + ")") +
           "; missing = \"hold\" takes the last one before it";
  return shown(word) + (what == Word::TooLarge ? " is too large" : " is no number");
}

llvm::Expected<bool> holdsMissing(const File &file, const Options &options) {
  const std::string what = text(options, "missing", "");
  if (what.empty() || what == "hold")
    return what == "hold";
  return wrong(file, "missing = " + shown(what) + " is not known; \"hold\" is");
}

Argument missingArgument() {
  return {Argument::Text, "missing",
          "\"hold\": a missing value is the last one before it; else it is a failure"};
}

} // namespace pnasc::readers
