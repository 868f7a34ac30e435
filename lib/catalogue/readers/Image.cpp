// SPDX-License-Identifier: Apache-2.0
#include "catalogue/readers/Image.h"
#include "support/Units.h"
#include <algorithm>
#include <utility>

namespace pnasc::readers {

llvm::Expected<Image> blankImage(const File &file, int64_t channels, int64_t height,
                                 int64_t width) {
  if (height <= 0 || width <= 0)
    return wrong(file, "it says that it has no pixels");
  if (height > MostPixels / width)
    return wrong(file, "it has " + std::to_string(width) + " x " + std::to_string(height) +
                           " pixels; at most " + support::grouped(MostPixels) + " are read");
  return Image{channels, height, width, std::vector<uint8_t>(size_t(channels * height * width))};
}

Image upright(Image image, int orientation) {
  if (orientation <= 1 || orientation > 8)
    return image;
  const bool turned = orientation >= 5; // rows become columns
  const bool fromBottom =
      orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  const bool fromRight =
      orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  Image seen{image.channels, image.height, image.width, std::vector<uint8_t>(image.pixels.size())};
  if (turned)
    std::swap(seen.height, seen.width);
  for (int64_t y = 0; y < seen.height; ++y)
    for (int64_t x = 0; x < seen.width; ++x) {
      const int64_t row = turned ? x : y, column = turned ? y : x;
      const size_t from = image.at(fromBottom ? image.height - 1 - row : row,
                                   fromRight ? image.width - 1 - column : column);
      std::copy_n(&image.pixels[from], image.channels, &seen.pixels[seen.at(y, x)]);
    }
  return seen;
}

llvm::Expected<Image> withoutAlpha(const File &file, Image image) {
  const size_t kept = size_t(image.channels) - 1;
  const size_t count = size_t(image.height * image.width);
  for (size_t i = 0; i < count; ++i) {
    const uint8_t *from = &image.pixels[i * (kept + 1)];
    if (from[kept] != 255)
      return wrong(file, "pixel " + std::to_string(i % size_t(image.width)) + " of row " +
                             std::to_string(i / size_t(image.width)) +
                             " is transparent; lay the image over a background first");
    std::copy_n(from, kept, &image.pixels[i * kept]); // never before what is read next
  }
  image.channels = int64_t(kept);
  image.pixels.resize(count * kept);
  return image;
}

} // namespace pnasc::readers
