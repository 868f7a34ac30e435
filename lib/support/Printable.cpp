// SPDX-License-Identifier: Apache-2.0
#include "support/Printable.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"

namespace pnasc::support {

namespace {

struct Range {
  uint32_t first, last;
};

/// Controls, Unicode's Bidi_Control, line and paragraph separators, format characters without a
/// form of their own (soft hyphen, zero width spaces and joiners, byte order mark, tags).
constexpr Range Hidden[] = {{0x00, 0x1F},     {0x7F, 0x9F},     {0xAD, 0xAD},
                            {0x61C, 0x61C},   {0x180E, 0x180E}, {0x200B, 0x200F},
                            {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFEFF, 0xFEFF},
                            {0xFFF0, 0xFFFB}, {0xFFFE, 0xFFFF}, {0xE0000, 0xE0FFF}};

std::string byteText(uint32_t byte) {
  return {'\\', 'x', llvm::hexdigit(byte >> 4), llvm::hexdigit(byte & 15)};
}

bool hidden(uint32_t point) {
  for (const Range &range : Hidden)
    if (point >= range.first && point <= range.last)
      return true;
  return false;
}

std::string shown(llvm::StringRef text, bool lines) {
  std::string result;
  result.reserve(text.size());
  const auto *at = reinterpret_cast<const llvm::UTF8 *>(text.bytes_begin());
  const auto *end = reinterpret_cast<const llvm::UTF8 *>(text.bytes_end());
  while (at != end) {
    const auto *before = at;
    if (*at >= 0x20 && *at < 0x7F) {
      result += char(*at++);
      continue;
    }
    llvm::UTF32 point = 0;
    if (llvm::convertUTF8Sequence(&at, end, &point, llvm::strictConversion) != llvm::conversionOK) {
      at = before + 1;
      result += byteText(*before);
    } else if (lines && (point == '\n' || point == '\t'))
      result += char(point);
    else if (!hidden(point))
      result.append(reinterpret_cast<const char *>(before), size_t(at - before));
    else if (point < 0x80)
      result += byteText(point);
    else
      result += "\\u{" + llvm::utohexstr(point) + "}";
  }
  return result;
}

} // namespace

std::string printable(llvm::StringRef text) { return shown(text, false); }
std::string printableLines(llvm::StringRef text) { return shown(text, true); }

} // namespace pnasc::support
