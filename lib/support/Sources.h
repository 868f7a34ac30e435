// SPDX-License-Identifier: Apache-2.0
// The texts of a program: its file, what it imports, what the command line says. A Span names a
// stretch of one of them.
#pragma once

#include "support/Span.h"
#include "llvm/Support/SourceMgr.h"
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace pnasc::support {

class Sources {
public:
  /// The number of the new text; they count from 1. Its name is the buffer's.
  uint32_t add(std::unique_ptr<llvm::MemoryBuffer> text);
  uint32_t count() const { return manager.getNumBuffers(); }

  llvm::StringRef name(uint32_t file) const;
  llvm::StringRef text(uint32_t file) const;
  /// What stands there; empty for nowhere.
  llvm::StringRef text(const Span &span) const;
  /// The same on one line, runs of white space as one space.
  std::string written(const Span &span) const;

  struct Place {
    unsigned line, column; ///< from 1; columns count bytes
  };
  Place startOf(const Span &span) const { return placeOf(span.file, span.offset); }
  Place endOf(const Span &span) const { return placeOf(span.file, span.end()); }

  using Fix = std::pair<Span, std::string>;
  /// A message with the line that it is about, as compilers print it.
  llvm::SMDiagnostic message(const Span &span, llvm::SourceMgr::DiagKind kind,
                             const std::string &text, const std::vector<Fix> &fixes) const;

private:
  Place placeOf(uint32_t file, uint32_t offset) const;
  llvm::SMRange rangeOf(const Span &span) const;

  llvm::SourceMgr manager; ///< prints; nobody else sees its pointers
};

} // namespace pnasc::support
