// SPDX-License-Identifier: Apache-2.0
#include "support/Sources.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"

namespace pnasc::support {

uint32_t Sources::add(std::unique_ptr<llvm::MemoryBuffer> text) {
  return manager.AddNewSourceBuffer(std::move(text), llvm::SMLoc());
}

llvm::StringRef Sources::name(uint32_t file) const {
  return manager.getMemoryBuffer(file)->getBufferIdentifier();
}

llvm::StringRef Sources::text(uint32_t file) const {
  return manager.getMemoryBuffer(file)->getBuffer();
}

llvm::StringRef Sources::text(const Span &span) const {
  return span.isValid() ? text(span.file).substr(span.offset, span.length) : llvm::StringRef();
}

std::string Sources::written(const Span &span) const {
  std::string result;
  for (char c : text(span))
    if (!llvm::isSpace(c))
      result += c;
    else if (!result.empty() && result.back() != ' ')
      result += ' ';
  return llvm::StringRef(result).rtrim().str();
}

llvm::SMRange Sources::rangeOf(const Span &span) const {
  const char *start = text(span.file).data();
  return {llvm::SMLoc::getFromPointer(start + span.offset),
          llvm::SMLoc::getFromPointer(start + span.end())};
}

Sources::Place Sources::placeOf(uint32_t file, uint32_t offset) const {
  const auto [line, column] = manager.getLineAndColumn(rangeOf({file, offset, 0}).Start, file);
  return {line, column};
}

llvm::SMDiagnostic Sources::message(const Span &span, llvm::SourceMgr::DiagKind kind,
                                    const std::string &text, const std::vector<Fix> &fixes) const {
  std::vector<llvm::SMFixIt> fixits;
  for (const auto &[place, replacement] : fixes)
    fixits.emplace_back(rangeOf(place), replacement);
  const llvm::SMRange range = rangeOf(span);
  return manager.GetMessage(range.Start, kind, text, range, fixits);
}

} // namespace pnasc::support
