// SPDX-License-Identifier: Apache-2.0
// Photographs and drawings. What a file is, its first bytes say, whatever it is called: in data
// sets that were collected on the web some PNG is called .jpg. JPEG is turned as its Exif data say.
#include "catalogue/readers/Image.h"

namespace pnasc::readers {

namespace {

using Decoder = llvm::Expected<Image> (*)(const File &, llvm::StringRef);

Decoder decoderOf(llvm::StringRef bytes) {
  if (bytes.startswith("\xFF\xD8\xFF"))
    return readJpeg;
  if (bytes.startswith("\x89PNG\r\n\x1A\n"))
    return readPng;
  if (bytes.size() >= 3 && bytes[0] == 'P' && bytes[1] >= '1' && bytes[1] <= '6')
    return readNetpbm;
  return bytes.startswith("BM") ? readBmp : nullptr;
}

llvm::Error unknown(const File &file, llvm::StringRef bytes) {
  const char *kind = bytes.empty()                    ? "it is empty"
                     : bytes.startswith("GIF8")       ? "it is a GIF"
                     : bytes.startswith("RIFF")       ? "it is a WebP or another RIFF file"
                     : bytes.startswith({"II*\0", 4}) ? "it is a TIFF"
                     : bytes.startswith({"MM\0*", 4}) ? "it is a TIFF"
                                                      : "it is none";
  return wrong(file, std::string(kind) + "; JPEG, PNG, BMP, PPM, PGM and PBM are read");
}

/// Of one pixel: as ITU-R BT.601 weighs the colours, in 65,536ths.
uint8_t luma(const uint8_t *rgb) {
  return uint8_t((rgb[0] * 19595u + rgb[1] * 38470u + rgb[2] * 7471u + 32768u) >> 16);
}

/// Channel by channel, as many as are asked for.
Record record(const Image &image, int64_t channels) {
  Record record;
  record.shape = {channels, image.height, image.width};
  record.bytes.resize(size_t(record.shape.elements()));
  const size_t count = size_t(record.shape.positions()), has = size_t(image.channels);
  for (size_t i = 0; i < count; ++i)
    for (size_t c = 0; c < size_t(channels); ++c) {
      const uint8_t *pixel = &image.pixels[i * has];
      record.bytes[c * count + i] =
          has == 3 && channels == 1 ? luma(pixel) : pixel[has == 1 ? 0 : c];
    }
  return record;
}

llvm::Expected<std::vector<Record>> readImage(const File &file, const Options &options) {
  llvm::Expected<std::string> bytes = file.read();
  if (!bytes)
    return bytes.takeError();
  const Decoder decoder = decoderOf(*bytes);
  if (!decoder)
    return unknown(file, *bytes);
  llvm::Expected<Image> image = decoder(file, *bytes);
  if (!image)
    return image.takeError();
  const int64_t channels = whole(options, "channels", image->channels);
  if (channels != 1 && channels != 3)
    return wrong(file, "an image of " + std::to_string(channels) +
                           " channels cannot be made; 1 and 3 can");
  return std::vector<Record>{record(*image, channels)};
}

} // namespace

const Reader &reader_images() {
  static const Reader reader{
      "images",
      "JPEG, PNG, BMP, PPM, PGM and PBM, by their content",
      Kind::Images,
      {".jpg", ".jpeg", ".png", ".bmp", ".ppm", ".pgm", ".pbm", ".pnm"},
      {{Argument::Whole, "channels", "1: grey, 3: red, green and blue", "those of the file", 1, 3}},
      readImage};
  return reader;
}

} // namespace pnasc::readers
