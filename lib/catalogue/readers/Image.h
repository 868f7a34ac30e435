// SPDX-License-Identifier: Apache-2.0
// What the decoders of image files make. Each takes a file's bytes and fails by wrong() (Reader.h);
// its library, if it has one, is known to its own .cpp alone.
#pragma once

#include "catalogue/readers/Reader.h"

namespace pnasc::readers {

/// Grey (one channel) or red, green, blue, of 8 bits, the channels of a pixel beside each other.
struct Image {
  int64_t channels = 0, height = 0, width = 0;
  std::vector<uint8_t> pixels;

  size_t at(int64_t y, int64_t x) const { return size_t((y * width + x) * channels); }
};

llvm::Expected<Image> readJpeg(const File &file, llvm::StringRef bytes);
llvm::Expected<Image> readPng(const File &file, llvm::StringRef bytes);
llvm::Expected<Image> readNetpbm(const File &file, llvm::StringRef bytes);
llvm::Expected<Image> readBmp(const File &file, llvm::StringRef bytes);

constexpr int64_t MostPixels = int64_t{1} << 26;

/// An image of zeros; fails where it has no pixel or more than MostPixels.
llvm::Expected<Image> blankImage(const File &file, int64_t channels, int64_t height, int64_t width);

/// How the camera was held, 1 to 8, by an Exif segment (behind "Exif\0\0"); 1 where it does not
/// say.
int exifOrientation(llvm::StringRef segment);
/// The image as it is to be seen.
Image upright(Image image, int orientation);

/// Drops the last of four (or two) channels. Fails where a pixel is not opaque: what is behind it,
/// the file does not say.
llvm::Expected<Image> withoutAlpha(const File &file, Image image);

} // namespace pnasc::readers
