// SPDX-License-Identifier: Apache-2.0
// Windows bitmaps that are not compressed: 1, 4 or 8 bits with a palette, 24 or 32 bits, rows from
// the bottom or from the top. A palette of greys makes a grey image. The fourth byte of 32 bits
// means something only where a mask says that it is alpha.
#include "catalogue/readers/Image.h"
#include <algorithm>

namespace pnasc::readers {

namespace {

constexpr uint64_t FileHeader = 14, CoreHeader = 12, InfoHeader = 40;
constexpr uint64_t Plain = 0, Masked = 3;

class Bmp {
public:
  Bmp(const File &file, llvm::StringRef bytes) : file(file), bytes(bytes) {}

  llvm::Expected<Image> read() {
    if (llvm::Error error = header())
      return error;
    llvm::Expected<Image> image = blankImage(file, channels(), height, width);
    if (!image)
      return image;
    const uint64_t stride = (uint64_t(width) * depth + 31) / 32 * 4;
    if (pixels > bytes.size() || stride > (bytes.size() - pixels) / uint64_t(height))
      return wrong(file, "the file is truncated");
    for (int64_t y = 0; y < height; ++y) {
      const uint64_t row = uint64_t(fromTop ? y : height - 1 - y);
      if (llvm::Error error = line(*image, y, pixels + row * stride))
        return error;
    }
    return alpha ? withoutAlpha(file, std::move(*image)) : std::move(image);
  }

private:
  /// Little-endian; 0 behind the end, which is no valid value where it would matter.
  uint64_t number(uint64_t at, unsigned size) const {
    uint64_t value = 0;
    for (unsigned i = size; i-- > 0;)
      value = value << 8 | (at + i < bytes.size() ? uint8_t(bytes[at + i]) : 0);
    return value;
  }

  llvm::Error header() {
    const uint64_t size = number(FileHeader, 4);
    const bool core = size == CoreHeader;
    if (!core && (size < InfoHeader || size > 1024))
      return wrong(file, "BMP: its header has an unknown size, " + std::to_string(size));
    pixels = number(10, 4);
    width = core ? int64_t(number(18, 2)) : int32_t(number(18, 4));
    height = core ? int64_t(number(20, 2)) : int32_t(number(22, 4));
    depth = number(core ? 24 : 28, 2);
    fromTop = height < 0;
    height = fromTop ? -height : height;
    const uint64_t packing = core ? Plain : number(30, 4);
    if (packing == Masked ? !standardMasks(size) : packing != Plain)
      return wrong(file, "BMP: only files that are not compressed are read");
    if (depth == 24 || depth == 32)
      return llvm::Error::success();
    if (depth != 1 && depth != 4 && depth != 8)
      return wrong(file, "BMP: pixels of " + std::to_string(depth) + " bits are not read");
    return readPalette(FileHeader + size, core ? 3 : 4, core ? 0 : number(46, 4));
  }

  /// Blue, green, red and perhaps alpha: what is read without masks as well.
  bool standardMasks(uint64_t size) {
    alpha = size >= 56 && number(66, 4) == 0xFF000000;
    return depth == 32 && number(54, 4) == 0xFF0000 && number(58, 4) == 0xFF00 &&
           number(62, 4) == 0xFF && (size < 56 || alpha || number(66, 4) == 0);
  }

  llvm::Error readPalette(uint64_t at, uint64_t entry, uint64_t count) {
    if (count == 0 || count > 1u << depth)
      count = 1u << depth;
    if (at + count * entry > bytes.size())
      return wrong(file, "the file is truncated");
    palette = bytes.substr(at, count * entry);
    entryBytes = entry;
    grey = true;
    for (uint64_t i = 0; i < palette.size(); i += entry)
      grey &= palette[i] == palette[i + 1] && palette[i] == palette[i + 2];
    return llvm::Error::success();
  }

  int64_t channels() const { return grey ? 1 : alpha ? 4 : 3; }

  llvm::Error line(Image &image, int64_t y, uint64_t at) {
    for (int64_t x = 0; x < width; ++x) {
      const uint64_t bit = uint64_t(x) * depth;
      uint64_t from = at + bit / 8;
      llvm::StringRef source = bytes;
      if (depth <= 8) {
        const uint64_t index = uint8_t(bytes[from]) >> (8 - depth - bit % 8) & ((1u << depth) - 1);
        from = index * entryBytes;
        source = palette;
        if (from >= palette.size())
          return wrong(file, "pixel " + std::to_string(x) + " of row " + std::to_string(y) +
                                 ": there is no colour " + std::to_string(index));
      }
      uint8_t *to = &image.pixels[image.at(y, x)];
      for (uint64_t c = 0; c < uint64_t(image.channels); ++c) // blue comes first
        to[c] = uint8_t(source[from + (c < 3 ? 2 - c : c)]);
    }
    return llvm::Error::success();
  }

  const File &file;
  llvm::StringRef bytes, palette;
  uint64_t pixels = 0, depth = 0, entryBytes = 4;
  int64_t width = 0, height = 0;
  bool fromTop = false, alpha = false, grey = false;
};

} // namespace

llvm::Expected<Image> readBmp(const File &file, llvm::StringRef bytes) {
  return Bmp(file, bytes).read();
}

} // namespace pnasc::readers
