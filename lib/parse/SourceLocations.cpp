// SPDX-License-Identifier: Apache-2.0
#include "parse/SourceLocations.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ConvertUTF.h"

namespace pnasc::parse {

static bool startsCharacter(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

SourceLocations::SourceLocations(uint32_t file, llvm::StringRef text) : file(file), text(text) {
  // ANTLR's stream drops a byte order mark.
  const size_t mark = text.startswith("\xEF\xBB\xBF") ? 3 : 0;
  if (!mark && llvm::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
    return;
  for (size_t i = mark; i < text.size(); ++i)
    if (startsCharacter(text[i]))
      offsets.push_back(i);
}

uint32_t SourceLocations::at(size_t character) const {
  size_t offset = character;
  if (!offsets.empty())
    offset = character < offsets.size() ? offsets[character] : text.size();
  return uint32_t(std::min(offset, text.size()));
}

support::Span SourceLocations::between(size_t first, size_t last) const {
  const uint32_t start = at(first), end = at(last + 1);
  return {file, start, std::max(start, end) - start};
}

std::string SourceLocations::docAbove(const support::Span &place) const {
  const size_t offset = size_t(place.offset);
  llvm::StringRef before = text.take_front(offset).rsplit('\n').first;
  if (before.size() == offset) // on the first line
    return {};
  std::string doc;
  while (!before.empty()) {
    const auto at = before.rfind('\n');
    const llvm::StringRef line = at == llvm::StringRef::npos ? before : before.substr(at + 1);
    llvm::StringRef comment = line.trim();
    if (!comment.consume_front("##"))
      break;
    comment.consume_front(" ");
    doc = comment.str() + (doc.empty() ? "" : "\n" + doc);
    before = at == llvm::StringRef::npos ? llvm::StringRef() : before.take_front(at);
  }
  return doc;
}

std::optional<size_t> firstWrongByte(llvm::StringRef text) {
  const auto *begin = reinterpret_cast<const llvm::UTF8 *>(text.data());
  const auto *end = begin + text.size(), *at = begin;
  if (const void *zero = std::memchr(text.data(), 0, text.size()))
    return size_t(static_cast<const char *>(zero) - text.data());
  if (llvm::isLegalUTF8String(&at, end))
    return std::nullopt;
  return size_t(at - begin);
}

} // namespace pnasc::parse
