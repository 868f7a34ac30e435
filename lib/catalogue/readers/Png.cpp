// SPDX-License-Identifier: Apache-2.0
// PNG by libpng: every colour type, palettes, 1 to 16 bits (the upper eight, rounded), interlaced
// or not. Transparent pixels are refused. Colour profiles and gamma change nothing, and so the
// chunks with them are not looked into; whatever else libpng complains of is a failure.
//
// libpng leaves by longjmp. It passes over step() and what libpng has on the stack, none of which
// has a destructor; everything that has one belongs to the callers of step().
#include "catalogue/readers/Image.h"
#include "support/Printable.h"
#include <algorithm>
#include <csetjmp>
#include <cstring>

#include <png.h>

namespace pnasc::readers {

namespace {

class Png {
public:
  explicit Png(llvm::StringRef bytes)
      : bytes(bytes), png(png_create_read_struct(PNG_LIBPNG_VER_STRING, this, leave, ignore)),
        info(png ? png_create_info_struct(png) : nullptr) {}
  ~Png() { png_destroy_read_struct(&png, &info, nullptr); }
  Png(const Png &) = delete;

  /// False where libpng gave up; `reason` says why.
  bool header() { return info && step(&Png::readHeader); }
  bool rows(const std::vector<uint8_t *> &starts) {
    rowStarts = starts.data();
    return step(&Png::readRows);
  }

  int64_t channels = 0, height = 0, width = 0;
  char reason[160] = "no memory";

private:
  bool step(void (Png::*work)()) {
    if (setjmp(back))
      return false;
    (this->*work)();
    return true;
  }

  void readHeader() {
    png_set_read_fn(png, this, pull);
    png_set_benign_errors(png, 0);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, nullptr, -1); // profiles, texts, times
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_read_info(png, info);
    height = png_get_image_height(png, info);
    width = png_get_image_width(png, info);
    if (height > MostPixels / width)
      return;            // blankImage() refuses it; the next steps would take memory for its rows
    png_set_expand(png); // palettes and few bits become 8 bits, a transparent colour becomes alpha
    png_set_scale_16(png);
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
    channels = png_get_channels(png, info);
  }

  void readRows() {
    png_read_image(png, const_cast<png_bytepp>(rowStarts));
    png_read_end(png, nullptr);
  }

  [[noreturn]] static void leave(png_structp png, png_const_charp message) {
    Png &self = *static_cast<Png *>(png_get_error_ptr(png));
    const size_t length = std::min(std::strlen(message), sizeof self.reason - 1);
    std::memcpy(self.reason, message, length);
    self.reason[length] = '\0';
    std::longjmp(self.back, 1);
  }
  static void ignore(png_structp, png_const_charp) {}
  static void pull(png_structp png, png_bytep to, size_t size) {
    Png &self = *static_cast<Png *>(png_get_io_ptr(png));
    if (size > self.bytes.size())
      png_error(png, "the file is truncated");
    std::memcpy(to, self.bytes.data(), size);
    self.bytes = self.bytes.drop_front(size);
  }

  llvm::StringRef bytes; ///< what is left
  std::jmp_buf back;
  png_structp png;
  png_infop info;
  uint8_t *const *rowStarts = nullptr;
};

} // namespace

llvm::Expected<Image> readPng(const File &file, llvm::StringRef bytes) {
  Png png(bytes);
  auto damaged = [&] { return wrong(file, "PNG: " + support::printable(png.reason)); };
  if (!png.header())
    return damaged();
  llvm::Expected<Image> image = blankImage(file, png.channels, png.height, png.width);
  if (!image)
    return image;
  std::vector<uint8_t *> starts(size_t(png.height));
  for (int64_t y = 0; y < png.height; ++y)
    starts[size_t(y)] = &image->pixels[image->at(y, 0)];
  if (!png.rows(starts))
    return damaged();
  if (png.channels % 2 == 0)
    return withoutAlpha(file, std::move(*image));
  return image;
}

} // namespace pnasc::readers
