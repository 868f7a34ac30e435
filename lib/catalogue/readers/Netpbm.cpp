// SPDX-License-Identifier: Apache-2.0
// Portable bitmaps, greymaps and pixmaps, P1 to P6, as netpbm(5) describes them: one image a file.
// Samples are scaled to 0..255 and rounded; of a bitmap, 1 is black.
#include "catalogue/readers/Image.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>

namespace pnasc::readers {

namespace {

class Netpbm {
public:
  Netpbm(const File &file, llvm::StringRef bytes) : file(file), all(bytes), rest(bytes) {}

  llvm::Expected<Image> read() {
    const int form = rest[1] - '0';
    rest = rest.drop_front(2);
    int64_t width = 0, height = 0;
    bits = form % 3 == 1;
    plain = form <= 3;
    if (!whole(width) || !whole(height) || (!bits && !whole(most)))
      return at("a size is missing");
    if (most < 1 || most > 65535)
      return at("the largest value has to be within 1 and 65535");
    if (!plain && !blank()) // one, and no comment, stands before the samples
      return at("a blank is missing");
    llvm::Expected<Image> image = blankImage(file, form % 3 == 0 ? 3 : 1, height, width);
    if (!image)
      return image;
    if (llvm::Error error = plain ? numbers(*image) : bits ? packed(*image) : samples(*image))
      return error;
    if (!rest.trim().empty())
      return at("something follows the image");
    return image;
  }

private:
  llvm::Error at(const std::string &what) const {
    return wrong(file, "byte " + std::to_string(all.size() - rest.size()) + ": " + what);
  }
  llvm::Error truncated() const { return wrong(file, "the file is truncated"); }

  bool blank() {
    if (rest.empty() || !llvm::isSpace(rest[0]))
      return false;
    rest = rest.drop_front();
    return true;
  }
  void skip() {
    for (;;) {
      rest = rest.ltrim();
      if (!rest.startswith("#"))
        return;
      rest = rest.substr(rest.find_first_of("\r\n"));
    }
  }
  bool whole(int64_t &value) {
    skip();
    return !rest.empty() && llvm::isDigit(rest[0]) && !rest.consumeInteger(10, value);
  }

  uint8_t scaled(int64_t sample) const { return uint8_t((sample * 255 + most / 2) / most); }

  llvm::Error numbers(Image &image) {
    for (uint8_t &pixel : image.pixels) {
      int64_t sample = 0;
      skip();
      if (rest.empty())
        return truncated();
      if (bits && (rest[0] == '0' || rest[0] == '1')) { // digits, with or without blanks
        pixel = rest[0] == '1' ? 0 : 255;
        rest = rest.drop_front();
        continue;
      }
      if (bits || !whole(sample) || sample > most)
        return at("there is no sample");
      pixel = scaled(sample);
    }
    return llvm::Error::success();
  }

  llvm::Error packed(Image &image) {
    const int64_t stride = (image.width + 7) / 8;
    if (rest.size() < size_t(stride * image.height))
      return truncated();
    for (int64_t y = 0; y < image.height; ++y)
      for (int64_t x = 0; x < image.width; ++x) {
        const uint8_t eight = uint8_t(rest[size_t(y * stride + x / 8)]);
        image.pixels[image.at(y, x)] = eight >> (7 - x % 8) & 1 ? 0 : 255;
      }
    rest = rest.drop_front(size_t(stride * image.height));
    return llvm::Error::success();
  }

  llvm::Error samples(Image &image) {
    const size_t size = most > 255 ? 2 : 1;
    if (rest.size() / size < image.pixels.size())
      return truncated();
    for (uint8_t &pixel : image.pixels) {
      int64_t sample = uint8_t(rest[0]);
      if (size == 2)
        sample = sample << 8 | uint8_t(rest[1]);
      if (sample > most)
        return at("a sample is larger than the largest value");
      pixel = scaled(sample);
      rest = rest.drop_front(size);
    }
    return llvm::Error::success();
  }

  const File &file;
  llvm::StringRef all, rest;
  bool bits = false, plain = false;
  int64_t most = 1;
};

} // namespace

llvm::Expected<Image> readNetpbm(const File &file, llvm::StringRef bytes) {
  return Netpbm(file, bytes).read();
}

} // namespace pnasc::readers
