// SPDX-License-Identifier: Apache-2.0
// Image files written by the libraries' own encoders, of pixels that the tests know.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <jpeglib.h>
#include <png.h>

/// `components` a pixel; `orientation` and `adobe` add the segments that say so.
struct JpegForm {
  int components = 3;
  J_COLOR_SPACE space = JCS_RGB;
  bool progressive = false;
  int orientation = 0;
  bool bigEndian = false;
  bool adobe = true; ///< of CMYK
};

inline std::string exifSegment(int orientation, bool big) {
  std::string tiff =
      big ? std::string("MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0?\0\0\0\0\0\0", 26)
          : std::string("II\x2A\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0?\0\0\0\0\0\0\0", 26);
  tiff[big ? 19 : 18] = char(orientation);
  return std::string("Exif\0\0", 6) + tiff;
}

inline std::string jpegOf(int width, int height, const std::vector<uint8_t> &pixels,
                          const JpegForm &form = {}) {
  jpeg_compress_struct info;
  jpeg_error_mgr errors;
  info.err = jpeg_std_error(&errors);
  jpeg_create_compress(&info);
  unsigned char *bytes = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&info, &bytes, &size);
  info.image_width = unsigned(width);
  info.image_height = unsigned(height);
  info.input_components = form.components;
  info.in_color_space = form.space;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, 95, TRUE);
  for (int c = 0; c < info.num_components; ++c) // colours at full resolution
    info.comp_info[c].h_samp_factor = info.comp_info[c].v_samp_factor = 1;
  if (form.space == JCS_CMYK)
    info.write_Adobe_marker = form.adobe;
  if (form.progressive)
    jpeg_simple_progression(&info);
  jpeg_start_compress(&info, TRUE);
  if (form.orientation) {
    const std::string exif = exifSegment(form.orientation, form.bigEndian);
    jpeg_write_marker(&info, JPEG_APP0 + 1, reinterpret_cast<const JOCTET *>(exif.data()),
                      unsigned(exif.size()));
  }
  while (info.next_scanline < info.image_height) {
    auto *row =
        const_cast<uint8_t *>(&pixels[info.next_scanline * size_t(width * form.components)]);
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
  std::string text(reinterpret_cast<char *>(bytes), size);
  std::free(bytes);
  return text;
}

/// `rows` holds what the file does: packed bits, 16 bits big-endian, indices.
struct PngForm {
  int type = PNG_COLOR_TYPE_RGB, depth = 8;
  bool interlaced = false;
  std::vector<png_color> palette = {};
  std::vector<uint8_t> transparency = {}; ///< of the palette's colours
};

inline std::string pngOf(int width, int height, const std::vector<uint8_t> &rows,
                         const PngForm &form = {}) {
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  std::string text;
  png_set_write_fn(
      png, &text,
      [](png_structp at, png_bytep from, size_t size) {
        static_cast<std::string *>(png_get_io_ptr(at))
            ->append(reinterpret_cast<char *>(from), size);
      },
      nullptr);
  png_set_IHDR(png, info, unsigned(width), unsigned(height), form.depth, form.type,
               form.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE);
  if (!form.palette.empty())
    png_set_PLTE(png, info, form.palette.data(), int(form.palette.size()));
  if (!form.transparency.empty())
    png_set_tRNS(png, info, form.transparency.data(), int(form.transparency.size()), nullptr);
  png_set_gAMA(png, info, 0.9); // must change nothing
  png_write_info(png, info);
  std::vector<png_bytep> starts;
  for (int y = 0; y < height; ++y)
    starts.push_back(const_cast<uint8_t *>(&rows[rows.size() / size_t(height) * size_t(y)]));
  png_write_image(png, starts.data());
  png_write_end(png, nullptr);
  png_destroy_write_struct(&png, &info);
  return text;
}
