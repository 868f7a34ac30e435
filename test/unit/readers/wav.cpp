// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_readers
// Sound written byte by byte here, and as FLAC, AIFF and OGG by libsndfile.
#include "readers/Reading.h"
#include <cstring>
#include <sndfile.h>

namespace pnasc::readers {
const Reader &reader_wav();
} // namespace pnasc::readers

using namespace pnasc;
using namespace pnasc::readers;

namespace {

template <class T> std::string raw(T value) { // little-endian, as this machine is
  std::string bytes(sizeof value, 0);
  std::memcpy(bytes.data(), &value, sizeof value);
  return bytes;
}

std::string wav(uint16_t format, uint16_t channels, uint32_t rate, uint16_t bits,
                const std::string &data, uint32_t promised) {
  const uint16_t frame = uint16_t(channels * bits / 8);
  return "RIFF" + raw(uint32_t(36 + data.size())) + "WAVEfmt " + raw(uint32_t(16)) + raw(format) +
         raw(channels) + raw(rate) + raw(uint32_t(rate * frame)) + raw(frame) + raw(bits) + "data" +
         raw(promised) + data;
}

std::string shorts(const std::vector<int16_t> &values) {
  std::string data;
  for (int16_t value : values)
    data += raw(value);
  return data;
}

std::string stereo() { return shorts({0, 16384, -32768, 8192, 32767, -8192}); }

/// 1,000 frames of a tone in two channels, in a format that only a library can write.
std::string coded(int format) {
  const Scratch scratch;
  const std::string path = scratch / "sound";
  SF_INFO info{};
  info.samplerate = 16000, info.channels = 2, info.format = format;
  SNDFILE *sound = sf_open(path.c_str(), SFM_WRITE, &info);
  std::vector<float> values(2000);
  for (size_t i = 0; i < 1000; ++i)
    values[2 * i] = float(0.5 * std::sin(0.1 * double(i))), values[2 * i + 1] = -0.25f;
  CHECK_EQ(sf_writef_float(sound, values.data(), 1000), 1000);
  sf_close(sound);
  return llvm::cantFail(support::readFile(path));
}

std::string fault(const std::string &bytes, const Options &options = {}) {
  return said(reader_wav(), bytes, options);
}

void plain() {
  const std::string bytes = wav(1, 2, 44100, 16, stereo(), 12);
  const Record record = good(reader_wav(), bytes)[0];
  CHECK_EQ(record.shape.text(), "2x1x3");
  CHECK_EQ(record.rate, 44100);
  CHECK(equal(record.values, {0, -1, 32767 / 32768.f, 0.5f, 0.25f, -0.25f}));
  CHECK(equal(good(reader_wav(), bytes, {{"channels", int64_t(2)}})[0].values,
              {0.5f, 0.25f, -0.25f}));
  const Record mixed = good(reader_wav(), bytes, {{"mix", true}})[0];
  CHECK_EQ(mixed.shape.text(), "1x1x3");
  CHECK(equal(mixed.values, {0.25f, -0.375f, 24575 / 65536.f}));
  CHECK(contains(fault(bytes, {{"channels", int64_t(3)}}),
                 "channels: number 3 is asked for, there are 2"));
  CHECK(equal(good(reader_wav(), wav(1, 1, 8000, 8, std::string("\x80\xc0\x40", 3), 3))[0].values,
              {0, 0.5f, -0.5f}));
  CHECK_EQ(good(reader_wav(), wav(1, 2, 44100, 16, stereo(), 0xffffffff))[0].shape.text(), "2x1x3");
}

void faults() {
  const std::string whole = wav(1, 2, 44100, 16, stereo(), 12);
  CHECK(
      contains(fault(whole.substr(0, whole.size() - 4)),
               "cannot read 'f.wav': it is truncated: its header promises 12 bytes of samples, 8"));
  CHECK(
      contains(fault(wav(1, 2, 44100, 16, stereo(), 2000000000)), "promises 2,000,000,000 bytes"));
  CHECK(contains(fault(whole.substr(0, 30)), "truncated"));
  CHECK(contains(fault(wav(1, 2, 44100, 16, "", 0)), "it holds no sound"));
  CHECK(contains(fault(wav(3, 1, 8000, 32, raw(1.f) + raw(NAN), 8)),
                 "frame 2, channel 1: the value is not finite"));
  CHECK(contains(fault("1,2,3\n4,5,6\n"), "no sound that is known"));
  CHECK(contains(fault(""), "no sound"));
}

void others() {
  for (int format : {SF_FORMAT_FLAC | SF_FORMAT_PCM_16, SF_FORMAT_AIFF | SF_FORMAT_PCM_24,
                     SF_FORMAT_OGG | SF_FORMAT_VORBIS, SF_FORMAT_WAV | SF_FORMAT_FLOAT,
                     SF_FORMAT_WAV | SF_FORMAT_MS_ADPCM}) {
    const std::string bytes = coded(format);
    const Record record = good(reader_wav(), bytes)[0];
    CHECK_EQ(record.shape.channels, 2);
    CHECK(record.shape.width >= 1000 && record.shape.width < 3100); // ADPCM comes in whole blocks
    CHECK_NEAR(record.values[100], 0.5 * std::sin(10.0), 0.05);
    CHECK_NEAR(record.values[size_t(record.shape.width) + 500], -0.25, 0.05);
    for (size_t left : {bytes.size() - 1, bytes.size() * 2 / 3, size_t(50)})
      CHECK(contains(fault(bytes.substr(0, left)), "cannot read 'f.wav'"));
    damage(reader_wav(), bytes, {}, 1000);
  }
  damage(reader_wav(), wav(1, 2, 44100, 16, stereo(), 12));
}

} // namespace

int main() {
  plain();
  faults();
  others();
  return report();
}
