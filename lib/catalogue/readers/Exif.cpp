// SPDX-License-Identifier: Apache-2.0
// Of Exif 2.3 what turns an image: tag 0x0112 of the first directory of a TIFF file, which is what
// an Exif segment holds. A segment that is damaged turns nothing: the pixels do not depend on it.
#include "catalogue/readers/Image.h"

namespace pnasc::readers {

namespace {

constexpr unsigned OrientationTag = 0x0112, ShortType = 3;
constexpr size_t EntryBytes = 12;

class Tiff {
public:
  explicit Tiff(llvm::StringRef bytes) : bytes(bytes), little(bytes.startswith("II")) {}

  bool sound() const {
    return (little || bytes.startswith("MM")) && bytes.size() >= 8 && number(2, 2) == 42;
  }
  /// 0 behind the end.
  uint64_t number(uint64_t at, unsigned size) const {
    if (at + size > bytes.size())
      return 0;
    uint64_t value = 0;
    for (unsigned i = 0; i < size; ++i)
      value = value << 8 | uint8_t(bytes[at + (little ? size - 1 - i : i)]);
    return value;
  }

private:
  llvm::StringRef bytes;
  bool little;
};

} // namespace

int exifOrientation(llvm::StringRef segment) {
  const Tiff tiff(segment);
  if (!tiff.sound())
    return 1;
  const uint64_t directory = tiff.number(4, 4), count = tiff.number(directory, 2);
  for (uint64_t i = 0; i < count; ++i) {
    const uint64_t entry = directory + 2 + i * EntryBytes;
    if (tiff.number(entry, 2) != OrientationTag)
      continue;
    const uint64_t value = tiff.number(entry + 8, 2);
    const bool valid = tiff.number(entry + 2, 2) == ShortType && value >= 1 && value <= 8;
    return valid ? int(value) : 1;
  }
  return 1;
}

} // namespace pnasc::readers
