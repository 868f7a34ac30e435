// SPDX-License-Identifier: Apache-2.0
// A stretch of a program's text, as a value: it stays right whatever becomes of the text, and two
// of them compare. Sources knows the texts themselves.
#pragma once

#include <compare>
#include <cstdint>

namespace pnasc::support {

struct Span {
  uint32_t file = 0;               ///< as Sources counts them, from 1; 0: nowhere
  uint32_t offset = 0, length = 0; ///< bytes

  bool isValid() const { return file != 0; }
  uint32_t end() const { return offset + length; }
  /// The empty places at its two ends.
  Span front() const { return {file, offset, 0}; }
  Span back() const { return {file, end(), 0}; }
  /// From the start of this to the end of a later one in the same file.
  Span upTo(const Span &last) const { return {file, offset, last.end() - offset}; }
  bool startsWith(const Span &other) const { return file == other.file && offset == other.offset; }
  auto operator<=>(const Span &) const = default; ///< by place, the shorter first
};

} // namespace pnasc::support
