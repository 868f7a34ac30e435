// SPDX-License-Identifier: Apache-2.0
// ANTLR counts characters, LLVM's SourceMgr points at bytes.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/SMLoc.h"
#include <optional>
#include <string>
#include <vector>

namespace pnasc::parse {

class Places {
public:
  /// `text` must be UTF-8; see firstWrongByte.
  explicit Places(llvm::StringRef text);

  llvm::SMLoc at(size_t character) const;
  /// Both ends included.
  llvm::SMRange between(size_t first, size_t last) const { return {at(first), at(last + 1)}; }
  /// The lines `## ...` that end right above a place's line, without their marks.
  std::string docAbove(llvm::SMLoc place) const;

private:
  llvm::StringRef text;
  std::vector<size_t> offsets; ///< of each character; empty where they are all single bytes
};

/// Offset of the first byte that is not UTF-8.
std::optional<size_t> firstWrongByte(llvm::StringRef text);

} // namespace pnasc::parse
