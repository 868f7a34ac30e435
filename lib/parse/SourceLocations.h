// SPDX-License-Identifier: Apache-2.0
// ANTLR counts characters, our spans count bytes.
#pragma once

#include "support/Span.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace pnasc::parse {

class SourceLocations {
public:
  /// `text`, of a file of Sources, must be UTF-8; see firstWrongByte.
  SourceLocations(uint32_t file, llvm::StringRef text);

  uint32_t at(size_t character) const; ///< offset in bytes
  /// Both ends included.
  support::Span between(size_t first, size_t last) const;
  llvm::StringRef written(const support::Span &span) const {
    return text.substr(span.offset, span.length);
  }
  /// The lines `## ...` that end right above a place's line, without their marks.
  std::string docAbove(const support::Span &place) const;

private:
  uint32_t file;
  llvm::StringRef text;
  std::vector<size_t> offsets; ///< of each character; empty where they are all single bytes
};

/// Offset of the first byte that is not UTF-8.
std::optional<size_t> firstWrongByte(llvm::StringRef text);

} // namespace pnasc::parse
