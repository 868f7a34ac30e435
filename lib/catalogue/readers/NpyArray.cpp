// SPDX-License-Identifier: Apache-2.0
#include "catalogue/readers/NpyArray.h"
#include "support/Error.h"
#include "support/Printable.h"
#include "support/Units.h"

namespace pnasc::readers {

llvm::Error NpyArray::foreign(size_t place, const std::string &found) const {
  return support::environment(subject + " is not the .npy file that is needed: byte " +
                              std::to_string(place) + ": " + found);
}

llvm::Expected<llvm::StringRef> NpyArray::values(size_t size) const {
  uint64_t needed = size;
  for (int64_t n : shape) {
    if (n != 0 && needed > (uint64_t{1} << 40) / uint64_t(n))
      return foreign(begin, "the shape cannot be right");
    needed *= uint64_t(n);
  }
  if (needed > bytes.size())
    return support::environment(subject + " is truncated: it ends at byte " +
                                support::grouped(begin + bytes.size()) + ", its header needs " +
                                support::grouped(begin + needed));
  if (needed < bytes.size())
    return support::environment(subject + " goes on behind byte " +
                                support::grouped(begin + needed) + ", where its header ends it");
  return bytes;
}

namespace {

constexpr size_t MagicBytes = 8; ///< "\x93NUMPY", major, minor

/// Reads the header's literal: {'descr': '<f4', 'fortran_order': False, 'shape': (8, 3, 12, 12), }
class NpyParser {
public:
  NpyParser(std::string subject, llvm::StringRef bytes) : bytes(bytes) {
    array.subject = std::move(subject);
  }

  llvm::Error read() {
    if (llvm::Error error = readLength())
      return error;
    if (!take('{'))
      return foreign("needed '{'");
    while (!take('}')) {
      if (llvm::Error error = readEntry())
        return error;
      take(',');
    }
    if (array.type.empty() || !shaped || !ordered)
      return foreign("the header lacks 'descr', 'fortran_order' or 'shape'");
    array.bytes = bytes.substr(end);
    array.begin = end;
    return llvm::Error::success();
  }

  NpyArray array;

private:
  llvm::Error readLength() {
    if (!bytes.startswith(llvm::StringRef("\x93NUMPY", 6)))
      return foreign("it does not begin with '\\x93NUMPY'");
    at = MagicBytes;
    if (bytes.size() > 6 && (bytes[6] < 1 || bytes[6] > 3))
      return foreign("needed format version 1, 2 or 3, found " + std::to_string(uint8_t(bytes[6])));
    const size_t digits = bytes.size() > 6 && bytes[6] == 1 ? 2 : 4;
    if (bytes.size() < MagicBytes + digits)
      return support::environment(array.subject + " is truncated: it ends at byte " +
                                  std::to_string(bytes.size()) + ", within its header");
    for (size_t i = digits; i-- > 0;)
      end = end << 8 | uint8_t(bytes[MagicBytes + i]);
    at += digits;
    end += at;
    if (end > bytes.size())
      return support::environment(array.subject + " is truncated: it ends at byte " +
                                  std::to_string(bytes.size()) + ", its header at " +
                                  std::to_string(end));
    return llvm::Error::success();
  }

  llvm::Error readEntry() {
    std::string key;
    if (!text(key) || !take(':'))
      return foreign("needed a key in quotes and ':'");
    if (key == "descr")
      return text(array.type) ? llvm::Error::success()
                              : foreign("needed one type; records are not supported");
    if (key == "fortran_order") {
      skip();
      array.orderPlace = at;
      array.fortran = word("True");
      ordered = array.fortran || word("False");
      return ordered ? llvm::Error::success() : foreign("needed True or False");
    }
    if (key == "shape")
      return readShape();
    return foreign("unknown key '" + support::printable(key) + "'");
  }

  llvm::Error readShape() {
    shaped = true;
    if (!take('('))
      return foreign("needed a tuple of sizes");
    while (!take(')')) {
      uint64_t size = 0;
      skip();
      llvm::StringRef rest = bytes.slice(at, end);
      if (rest.consumeInteger(10, size) || size > uint64_t(INT32_MAX))
        return foreign("needed a size");
      rest.consume_front("L"); // as Python 2 wrote them
      at = end - rest.size();
      array.shape.push_back(int64_t(size));
      take(',');
    }
    return llvm::Error::success();
  }

  llvm::Error foreign(const std::string &found) const { return array.foreign(at, found); }

  void skip() {
    while (at < end && (bytes[at] == ' ' || bytes[at] == '\n'))
      ++at;
  }
  bool take(char c) {
    skip();
    const bool found = at < end && bytes[at] == c;
    at += found;
    return found;
  }
  bool word(llvm::StringRef expected) {
    const bool found = bytes.slice(at, end).startswith(expected);
    at += found ? expected.size() : 0;
    return found;
  }
  bool text(std::string &into) {
    skip();
    const char quote = at < end ? bytes[at] : '\0';
    const size_t close = quote == '\'' || quote == '"' ? bytes.find(quote, at + 1) : end;
    if (close >= end)
      return false;
    into = bytes.slice(at + 1, close).str();
    at = close + 1;
    return true;
  }

  llvm::StringRef bytes;
  size_t at = 0, end = 0; ///< place in, and end of the header
  bool shaped = false, ordered = false;
};

} // namespace

llvm::Expected<NpyArray> parseNpy(std::string subject, llvm::StringRef bytes) {
  NpyParser parser(std::move(subject), bytes);
  if (llvm::Error error = parser.read())
    return error;
  return std::move(parser.array);
}

} // namespace pnasc::readers
