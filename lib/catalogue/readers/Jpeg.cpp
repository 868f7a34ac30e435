// SPDX-License-Identifier: Apache-2.0
// JPEG by libjpeg-turbo: baseline and progressive, grey, YCbCr, RGB, CMYK and YCCK. A warning is a
// failure: libjpeg fills up with grey what is missing of a truncated file.
//
// libjpeg leaves by longjmp. It passes over step() and what libjpeg has on the stack, none of which
// has a destructor; everything that has one belongs to the callers of step().
#include "catalogue/readers/Image.h"
#include "support/Printable.h"
#include <csetjmp>
#include <cstdio>

#include <jpeglib.h> // wants size_t and FILE

namespace pnasc::readers {

namespace {

/// Files with more are made to keep decoders busy: encoders write some ten.
constexpr int MostScans = 100;
constexpr int ExifMarker = JPEG_APP0 + 1;

class Jpeg {
public:
  explicit Jpeg(llvm::StringRef bytes) : bytes(bytes) {
    info.err = jpeg_std_error(&errors);
    errors.error_exit = leave;
    errors.emit_message = emit;
    errors.output_message = [](j_common_ptr) {};
    info.client_data = this;
    progress.progress_monitor = watch;
  }
  ~Jpeg() { jpeg_destroy_decompress(&info); }
  Jpeg(const Jpeg &) = delete;

  /// False where libjpeg gave up; `reason` says why.
  bool header() { return step(&Jpeg::readHeader); }
  bool rows(uint8_t *to) {
    into = to;
    return step(&Jpeg::readRows);
  }

  jpeg_decompress_struct info = {};
  char reason[JMSG_LENGTH_MAX] = {};

private:
  bool step(void (Jpeg::*work)()) {
    if (setjmp(back))
      return false;
    (this->*work)();
    return true;
  }

  void readHeader() {
    jpeg_create_decompress(&info);
    info.progress = &progress;
    jpeg_save_markers(&info, ExifMarker, 0xFFFF);
    jpeg_mem_src(&info, reinterpret_cast<const unsigned char *>(bytes.data()), bytes.size());
    jpeg_read_header(&info, TRUE);
    const bool inks = info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK;
    if (info.jpeg_color_space != JCS_GRAYSCALE)
      info.out_color_space = inks ? JCS_CMYK : JCS_RGB;
    jpeg_calc_output_dimensions(&info);
  }

  void readRows() {
    jpeg_start_decompress(&info);
    const size_t stride = size_t(info.output_width) * size_t(info.output_components);
    while (info.output_scanline < info.output_height) {
      JSAMPROW row = into + info.output_scanline * stride;
      jpeg_read_scanlines(&info, &row, 1);
    }
    jpeg_finish_decompress(&info);
  }

  [[noreturn]] static void leave(j_common_ptr common) {
    Jpeg &self = *static_cast<Jpeg *>(common->client_data);
    common->err->format_message(common, self.reason);
    std::longjmp(self.back, 1);
  }
  static void emit(j_common_ptr common, int level) {
    if (level < 0) // a warning: the data are damaged
      leave(common);
  }
  static void watch(j_common_ptr common) {
    Jpeg &self = *static_cast<Jpeg *>(common->client_data);
    if (self.info.input_scan_number <= MostScans)
      return;
    std::snprintf(self.reason, sizeof self.reason, "more than %d scans", MostScans);
    std::longjmp(self.back, 1);
  }

  llvm::StringRef bytes;
  jpeg_error_mgr errors = {};
  jpeg_progress_mgr progress = {};
  std::jmp_buf back;
  uint8_t *into = nullptr;
};

/// Cyan, magenta, yellow and black as red, green and blue. Adobe writes how little ink there is.
Image fromInks(const Image &inks, bool adobe) {
  Image image{3, inks.height, inks.width, {}};
  image.pixels.reserve(inks.pixels.size() / 4 * 3);
  auto light = [&](uint8_t ink) { return adobe ? unsigned(ink) : 255u - ink; };
  for (size_t i = 0; i < inks.pixels.size(); i += 4)
    for (size_t c = 0; c < 3; ++c)
      image.pixels.push_back(
          uint8_t((light(inks.pixels[i + c]) * light(inks.pixels[i + 3]) + 127) / 255));
  return image;
}

int orientation(const jpeg_decompress_struct &info) {
  const llvm::StringRef name("Exif\0\0", 6);
  for (const jpeg_marker_struct *marker = info.marker_list; marker; marker = marker->next) {
    llvm::StringRef data(reinterpret_cast<const char *>(marker->data), marker->data_length);
    if (marker->marker == ExifMarker && data.consume_front(name))
      return exifOrientation(data);
  }
  return 1;
}

} // namespace

llvm::Expected<Image> readJpeg(const File &file, llvm::StringRef bytes) {
  Jpeg jpeg(bytes);
  auto damaged = [&] { return wrong(file, "JPEG: " + support::printable(jpeg.reason)); };
  if (!jpeg.header())
    return damaged();
  const jpeg_decompress_struct &info = jpeg.info;
  llvm::Expected<Image> image =
      blankImage(file, info.output_components, info.output_height, info.output_width);
  if (!image)
    return image;
  const int held = orientation(info); // libjpeg forgets it with the last row
  if (!jpeg.rows(image->pixels.data()))
    return damaged();
  if (info.output_components == 4)
    *image = fromInks(*image, info.saw_Adobe_marker);
  return upright(std::move(*image), held);
}

} // namespace pnasc::readers
