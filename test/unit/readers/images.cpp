// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_readers
// The pixels of every form that the image reader knows, against those that were written.
#include "Check.h"
#include "Damage.h"
#include "Encode.h"

using namespace pnasc;
using Bytes = std::vector<uint8_t>;

namespace {

const Scratch scratch;
constexpr int Width = 13, Height = 9;

std::string bytesOf(std::initializer_list<int> values) { return {values.begin(), values.end()}; }

readers::Record one(const std::string &bytes, const readers::Options &options = {}) {
  auto records = recordsOf(scratch, "images", "image", bytes, options);
  if (!records) {
    CHECK_EQ(llvm::toString(records.takeError()), "");
    return {};
  }
  CHECK_EQ(records->size(), 1u);
  return records->front();
}
std::string said(const std::string &bytes) {
  return messageOf(recordsOf(scratch, "images", "image", bytes));
}

/// A smooth picture, channels beside each other.
Bytes picture(int channels) {
  Bytes pixels;
  for (int y = 0; y < Height; ++y)
    for (int x = 0; x < Width; ++x)
      for (int c = 0; c < channels; ++c)
        pixels.push_back(uint8_t(30 + 8 * x + 9 * y * (c != 1) + 40 * (c == 2)));
  return pixels;
}
Bytes planar(const Bytes &pixels, int channels) {
  Bytes planes;
  for (int c = 0; c < channels; ++c)
    for (size_t i = size_t(c); i < pixels.size(); i += size_t(channels))
      planes.push_back(pixels[i]);
  return planes;
}
int farthest(const Bytes &a, const Bytes &b) {
  int most = a.size() == b.size() ? 0 : 1000;
  for (size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    most = std::max(most, std::abs(int(a[i]) - int(b[i])));
  return most;
}
void jpeg() {
  for (bool progressive : {false, true}) {
    readers::Record colour = one(jpegOf(Width, Height, picture(3), {.progressive = progressive}));
    CHECK_EQ(colour.shape.text(), "3x9x13");
    CHECK(farthest(colour.bytes, planar(picture(3), 3)) <= 6);
    readers::Record grey =
        one(jpegOf(Width, Height, picture(1),
                   {.components = 1, .space = JCS_GRAYSCALE, .progressive = progressive}));
    CHECK_EQ(grey.shape.text(), "1x9x13");
    CHECK(farthest(grey.bytes, picture(1)) <= 4);
  }
}

/// Inks c, m, y, k: red is (1 - c)(1 - k). Adobe's files hold 1 - ink.
void cmyk() {
  for (bool adobe : {false, true}) {
    Bytes inks, expected;
    for (int i = 0; i < Width * Height; ++i)
      for (int value : {10, 100, 200, 50})
        inks.push_back(uint8_t(adobe ? 255 - value : value));
    readers::Record image =
        one(jpegOf(Width, Height, inks, {.components = 4, .space = JCS_CMYK, .adobe = adobe}));
    CHECK_EQ(image.shape.text(), "3x9x13");
    for (int value : {10, 100, 200})
      expected.insert(expected.end(), Width * Height, uint8_t((255 - value) * (255 - 50) / 255));
    CHECK(farthest(image.bytes, expected) <= 2);
  }
}

/// Each orientation, by where the first stored row and column are seen (Exif 2.3, 4.6.4).
void turned() {
  Bytes stored(16 * 8, 200); // dark at its upper left, darker at its upper right
  for (int y = 0; y < 4; ++y)
    for (int x = 0; x < 16; ++x)
      stored[size_t(y * 16 + x)] = x < 4 ? 80 : x >= 12 ? 20 : 200;
  struct Seen {
    bool wide, leftBottom, leftRight, rightBottom, rightRight;
  };
  const Seen seen[] = {{true, 0, 0, 0, 1},  {true, 0, 1, 0, 0},  {true, 1, 1, 1, 0},
                       {true, 1, 0, 1, 1},  {false, 0, 0, 1, 0}, {false, 0, 1, 1, 1},
                       {false, 1, 1, 0, 1}, {false, 1, 0, 0, 0}};
  for (int orientation = 1; orientation <= 8; ++orientation)
    for (bool big : {false, true}) {
      const Seen &s = seen[orientation - 1];
      readers::Record image = one(jpegOf(
          16, 8, stored,
          {.components = 1, .space = JCS_GRAYSCALE, .orientation = orientation, .bigEndian = big}));
      CHECK_EQ(image.shape.text(), s.wide ? "1x8x16" : "1x16x8");
      auto corner = [&](bool bottom, bool right) {
        const int64_t y = bottom ? image.shape.height - 2 : 1,
                      x = right ? image.shape.width - 2 : 1;
        return int(image.bytes[size_t(y * image.shape.width + x)]);
      };
      CHECK_NEAR(corner(s.leftBottom, s.leftRight), 80, 15);
      CHECK_NEAR(corner(s.rightBottom, s.rightRight), 20, 15);
    }
  CHECK_EQ(one(jpegOf(16, 8, stored, {.components = 1, .space = JCS_GRAYSCALE, .orientation = 9}))
               .shape.text(),
           "1x8x16");
}

void png() {
  const Bytes rgb = picture(3), grey = picture(1);
  for (bool interlaced : {false, true}) {
    readers::Record colour = one(pngOf(Width, Height, rgb, {.interlaced = interlaced}));
    CHECK_EQ(colour.shape.text(), "3x9x13");
    CHECK(colour.bytes == planar(rgb, 3));
    CHECK(one(pngOf(Width, Height, grey, {.type = PNG_COLOR_TYPE_GRAY, .interlaced = interlaced}))
              .bytes == grey);
  }
  Bytes deep; // 16 bits: the nearest of 8
  for (uint8_t value : rgb)
    deep.insert(deep.end(), {value, uint8_t(value - 20)});
  CHECK(one(pngOf(Width, Height, deep, {.depth = 16})).bytes == planar(rgb, 3));
  CHECK(one(pngOf(4, 1, {0x1B}, {.type = PNG_COLOR_TYPE_GRAY, .depth = 2})).bytes ==
        (Bytes{0, 85, 170, 255}));
  const std::vector<png_color> palette = {{10, 20, 30}, {40, 50, 60}};
  const PngForm indexed{.type = PNG_COLOR_TYPE_PALETTE, .depth = 1, .palette = palette};
  CHECK(one(pngOf(2, 1, {0x40}, indexed)).bytes == (Bytes{10, 40, 20, 50, 30, 60}));
}

void alpha() {
  Bytes rgba = {1, 2, 3, 255, 4, 5, 6, 255};
  CHECK(one(pngOf(2, 1, rgba, {.type = PNG_COLOR_TYPE_RGB_ALPHA})).bytes ==
        (Bytes{1, 4, 2, 5, 3, 6}));
  rgba[7] = 254;
  CHECK(contains(said(pngOf(2, 1, rgba, {.type = PNG_COLOR_TYPE_RGB_ALPHA})),
                 "cannot read 'image': pixel 1 of row 0 is transparent"));
  CHECK(one(pngOf(2, 1, {7, 255, 8, 255}, {.type = PNG_COLOR_TYPE_GRAY_ALPHA})).bytes ==
        (Bytes{7, 8}));
  PngForm form{
      .type = PNG_COLOR_TYPE_PALETTE, .palette = {{1, 2, 3}, {4, 5, 6}}, .transparency = {0}};
  CHECK(one(pngOf(2, 1, {1, 1}, form)).shape.text() == "3x1x2"); // the transparent one is not used
  CHECK(contains(said(pngOf(2, 1, {1, 0}, form)), "is transparent"));
}

void netpbm() {
  CHECK(one("P1 # a comment\n3 2\n1 0 1\n0#\n11").bytes == (Bytes{0, 255, 0, 255, 0, 0}));
  CHECK(one("P2\n2 1 15\n0 15\n").bytes == (Bytes{0, 255}));
  CHECK(one("P3 1 2 255 1 2 3  4 5 6").bytes == (Bytes{1, 4, 2, 5, 3, 6}));
  CHECK(one("P4 9 1\n" + bytesOf({0xAA, 0x80})).bytes ==
        (Bytes{0, 255, 0, 255, 0, 255, 0, 255, 0}));
  CHECK(one("P5\n2 2\n# c\n255\n" + bytesOf({1, 2, 3, 4})).bytes == (Bytes{1, 2, 3, 4}));
  CHECK(one("P5 2 1 65535\n" + bytesOf({0xFF, 0xFF, 0x80, 0})).bytes == (Bytes{255, 128}));
  readers::Record pixmap = one("P6 2 1 255\n" + bytesOf({1, 2, 3, 4, 5, 6}));
  CHECK_EQ(pixmap.shape.text(), "3x1x2");
  CHECK(pixmap.bytes == (Bytes{1, 4, 2, 5, 3, 6}));
  CHECK(contains(said("P6 2 1 255\n12345"), "the file is truncated"));
  CHECK(contains(said("P2 2 1 255 7"), "the file is truncated"));
  CHECK(contains(said("P2 2 1 9 7 10"), "byte 13: there is no sample"));
  CHECK(contains(said("P5 1 1 9\n\x10"), "byte 9: a sample is larger than the largest value"));
  CHECK(contains(said("P5 1 1 255\n12"), "something follows the image"));
  CHECK(contains(said("P5 0 1 255\n"), "it says that it has no pixels"));
  CHECK(contains(said("P5 1 1 70000\n12"), "the largest value has to be within 1 and 65535"));
  CHECK(contains(said("P5 99999999 99999999 255\n"), "at most 67,108,864 are read"));
}

std::string number(uint64_t value, int size) {
  std::string text;
  for (; size > 0; --size, value >>= 8)
    text += char(value & 0xFF);
  return text;
}
/// A bitmap's headers, of 40 bytes and what `more` adds, the palette with them.
std::string bmp(int width, int height, int depth, const std::string &palette,
                const std::string &pixels, int packing = 0, const std::string &more = "") {
  const size_t header = more.size() > 12 ? 40 + more.size() : 40;
  const size_t begin = 14 + 40 + more.size() + palette.size();
  return "BM" + number(begin + pixels.size(), 4) + number(0, 4) + number(begin, 4) +
         number(header, 4) + number(uint32_t(width), 4) + number(uint32_t(height), 4) +
         number(1, 2) + number(uint64_t(depth), 2) + number(uint64_t(packing), 4) + number(0, 12) +
         number(palette.size() / 4, 4) + number(0, 4) + more + palette + pixels;
}

void bmps() {
  const std::string rows = bytesOf({3, 2, 1, 6, 5, 4, 0, 0, 9, 8, 7, 12, 11, 10, 0, 0});
  const Bytes down = {1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12}; // blue is first in the file
  const Bytes up = {7, 10, 1, 4, 8, 11, 2, 5, 9, 12, 3, 6};
  CHECK(one(bmp(2, -2, 24, "", rows)).bytes == down);
  CHECK(one(bmp(2, 2, 24, "", rows)).bytes == up);
  const std::string four = bytesOf({3, 2, 1, 0, 6, 5, 4, 99});
  CHECK(one(bmp(2, 1, 32, "", four)).bytes == (Bytes{1, 4, 2, 5, 3, 6}));
  const std::string masks = number(0xFF0000, 4) + number(0xFF00, 4) + number(0xFF, 4);
  CHECK(one(bmp(2, 1, 32, "", four, 3, masks)).bytes == (Bytes{1, 4, 2, 5, 3, 6}));
  const std::string opaque = masks + number(0xFF000000, 4);
  CHECK(contains(said(bmp(2, 1, 32, "", four, 3, opaque)), "pixel 0 of row 0 is transparent"));
  CHECK(one(bmp(1, 1, 32, "", bytesOf({3, 2, 1, 255}), 3, opaque)).bytes == (Bytes{1, 2, 3}));
  const std::string colours = bytesOf({3, 2, 1, 0, 6, 5, 4, 0}),
                    greys = bytesOf({9, 9, 9, 0, 5, 5, 5, 0});
  CHECK(one(bmp(3, 1, 1, colours, bytesOf({0x40, 0, 0, 0}))).bytes ==
        (Bytes{1, 4, 1, 2, 5, 2, 3, 6, 3}));
  CHECK(one(bmp(3, 1, 4, greys, bytesOf({0x01, 0x10, 0, 0}))).bytes == (Bytes{9, 5, 5}));
  CHECK(one(bmp(2, 1, 8, greys, bytesOf({1, 0, 0, 0}))).bytes == (Bytes{5, 9}));
  CHECK(contains(said(bmp(2, 1, 8, greys, bytesOf({0, 2, 0, 0}))),
                 "pixel 1 of row 0: there is no colour 2"));
  CHECK(contains(said(bmp(2, 1, 8, greys, bytesOf({0}))), "the file is truncated"));
  CHECK(contains(said(bmp(2, 1, 8, greys, "1234", 1)), "only files that are not compressed"));
  CHECK(contains(said(bmp(2, 1, 16, "", "1234")), "pixels of 16 bits are not read"));
  CHECK(contains(said("BM"), "its header has an unknown size, 0"));
  const std::string core = "BM" + number(0, 8) + number(32, 4) + number(12, 4) + number(1, 2) +
                           number(1, 2) + number(1, 2) + number(1, 2) +
                           bytesOf({3, 2, 1, 6, 5, 4}) + bytesOf({0x80, 0, 0, 0});
  CHECK(one(core).bytes == (Bytes{4, 5, 6}));
}

void channels() {
  const std::string colour = "P6 1 1 255\n" + bytesOf({200, 100, 50}), grey = "P5 1 1 255\n\x07";
  CHECK(one(colour, {{"channels", int64_t{1}}}).bytes == (Bytes{124})); // .299, .587, .114
  CHECK(one(grey, {{"channels", int64_t{3}}}).bytes == (Bytes{7, 7, 7}));
  CHECK(one(colour, {{"channels", int64_t{3}}}).bytes == (Bytes{200, 100, 50}));
  CHECK_EQ(one(grey).shape.text(), "1x1x1");
}

void refused() {
  CHECK(contains(said(""), "it is empty; JPEG, PNG, BMP, PPM, PGM and PBM are read"));
  CHECK(contains(said("GIF89a"), "it is a GIF; JPEG"));
  CHECK(contains(said("text"), "it is none; JPEG"));
  const std::string jpeg = jpegOf(Width, Height, picture(3)),
                    png = pngOf(Width, Height, picture(3));
  CHECK(
      contains(said(jpeg.substr(0, jpeg.size() - 2)), "cannot read 'image': JPEG: Premature end"));
  CHECK(contains(said(jpeg.substr(0, jpeg.size() - 40)), "JPEG: Premature end"));
  CHECK(contains(said(jpeg.substr(0, 30)), "cannot read 'image': JPEG: "));
  CHECK(contains(said(png.substr(0, png.size() - 12)), "PNG: the file is truncated"));
  std::string broken = png;
  broken[broken.size() - 14] ^= 1; // of the chunk's checksum
  CHECK(contains(said(broken), "PNG: IDAT: CRC error"));
  CHECK(contains(
      said(pngOf(1, 1, {0}, {.type = PNG_COLOR_TYPE_GRAY}).replace(16, 4, "\x7F\xFF\xFF\xFF")),
      "PNG: IHDR: CRC error"));
  std::string scans = jpegOf(Width, Height, picture(3), {.progressive = true});
  const size_t last = scans.rfind("\xFF\xDA"); // the last scan, again and again
  const std::string scan = scans.substr(last, scans.size() - 2 - last);
  for (int i = 0; i < 200; ++i)
    scans.insert(last, scan);
  CHECK(contains(said(scans), "JPEG: "));
}

void damaged() {
  auto each = [](const std::string &name, const std::string &bytes) {
    damageRead(scratch, "images", name, bytes);
  };
  each("baseline.jpg", jpegOf(Width, Height, picture(3), {.orientation = 6}));
  each("progressive.jpg", jpegOf(Width, Height, picture(3), {.progressive = true}));
  each("cmyk.jpg", jpegOf(Width, Height, picture(4), {.components = 4, .space = JCS_CMYK}));
  each("plain.png", pngOf(Width, Height, picture(3)));
  each("interlaced.png", pngOf(Width, Height, picture(3), {.interlaced = true}));
  each("p3.ppm", "P3 1 2 255 1 2 3  4 5 6");
  each("p4.pbm", "P4 9 1\n" + bytesOf({0xAA, 0x80}));
  each("p6.ppm", "P6 2 1 255\n" + bytesOf({1, 2, 3, 4, 5, 6}));
  each("24.bmp", bmp(2, 2, 24, "", bytesOf({3, 2, 1, 6, 5, 4, 0, 0, 9, 8, 7, 12, 11, 10, 0, 0})));
  each("8.bmp", bmp(2, 1, 8, bytesOf({9, 9, 9, 0, 5, 5, 5, 0}), bytesOf({1, 0, 0, 0})));
}

} // namespace

int main() {
  jpeg();
  cmyk();
  turned();
  png();
  alpha();
  netpbm();
  bmps();
  channels();
  refused();
  damaged();
  return report();
}
