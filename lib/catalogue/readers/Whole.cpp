// SPDX-License-Identifier: Apache-2.0
#include "catalogue/readers/Whole.h"
#include "support/Units.h"
#include "llvm/Support/Endian.h"

namespace pnasc::readers {

/// Walks the chunks of a RIFF or FORM file up to the samples.
static std::string missingOfChunks(llvm::StringRef bytes, llvm::StringRef samples, bool little) {
  for (uint64_t at = 12; at + 8 <= bytes.size();) {
    const char *size = bytes.data() + at + 4;
    const uint32_t length =
        little ? llvm::support::endian::read32le(size) : llvm::support::endian::read32be(size);
    if (bytes.substr(at, 4) == samples) {
      const uint64_t held = bytes.size() - at - 8;
      // A length of all ones, as encoders write into pipes, promises nothing.
      if (length == 0xffffffff || length <= held)
        return "";
      return "it is truncated: its header promises " + support::grouped(length) +
             " bytes of samples, " + support::grouped(held) + " are there";
    }
    at += 8 + uint64_t(length) + length % 2;
  }
  return "it is truncated: there are no samples in it";
}

/// The last page of a stream says that it is.
static std::string missingOfPages(llvm::StringRef bytes) {
  const size_t at = bytes.rfind("OggS");
  const llvm::StringRef page = bytes.substr(at);
  constexpr size_t Header = 27;
  size_t length = Header;
  if (page.size() >= Header) {
    const size_t segments = uint8_t(page[26]);
    length += segments;
    for (size_t i = 0; i < segments && Header + i < page.size(); ++i)
      length += uint8_t(page[Header + i]);
  }
  constexpr uint8_t Last = 4;
  if (page.size() >= length && (uint8_t(page[5]) & Last))
    return "";
  return "it is truncated: its last page is missing";
}

std::string missingSound(llvm::StringRef bytes) {
  if (bytes.startswith("RIFF") && bytes.substr(8, 4) == "WAVE")
    return missingOfChunks(bytes, "data", true);
  if (bytes.startswith("FORM") && bytes.substr(8, 3) == "AIF")
    return missingOfChunks(bytes, "SSND", false);
  if (bytes.startswith("OggS"))
    return missingOfPages(bytes);
  return "";
}

} // namespace pnasc::readers
