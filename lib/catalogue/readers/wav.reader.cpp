// SPDX-License-Identifier: Apache-2.0
// Sound: WAV, FLAC, and what else libsndfile reads. Values are between -1 and 1.
#include "catalogue/readers/Choose.h"
#include "catalogue/readers/Reader.h"
#include "catalogue/readers/Rows.h"
#include "catalogue/readers/Whole.h"
#include "catalogue/readers/Words.h"
#include "support/Units.h"
#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <sndfile.h>

namespace pnasc::readers {

namespace {

/// Bytes as the file that libsndfile wants.
struct Memory {
  llvm::StringRef bytes;
  sf_count_t at = 0;

  static Memory &of(void *user) { return *static_cast<Memory *>(user); }
  static sf_count_t length(void *user) { return sf_count_t(of(user).bytes.size()); }
  static sf_count_t tell(void *user) { return of(user).at; }
  static sf_count_t write(const void *, sf_count_t, void *) { return 0; }

  static sf_count_t seek(sf_count_t offset, int whence, void *user) {
    Memory &memory = of(user);
    const sf_count_t from = whence == SEEK_CUR ? memory.at : whence == SEEK_END ? length(user) : 0;
    sf_count_t to = 0;
    if (__builtin_add_overflow(from, offset, &to) || to < 0 || to > length(user))
      return -1;
    return memory.at = to;
  }

  static sf_count_t read(void *into, sf_count_t count, void *user) {
    Memory &memory = of(user);
    count = std::clamp<sf_count_t>(count, 0, length(user) - memory.at);
    std::memcpy(into, memory.bytes.data() + memory.at, size_t(count));
    memory.at += count;
    return count;
  }
};

using Sound = std::unique_ptr<SNDFILE, int (*)(SNDFILE *)>;

llvm::Error decoderFailed(const File &file, SNDFILE *sound) {
  llvm::StringRef reason = sf_strerror(sound);
  return wrong(file, "no sound that is known: " + reason.rtrim(". \n").str());
}

/// The frames of the file, of these channels or of their mean.
llvm::Expected<Rows> decode(const File &file, SNDFILE *sound, const SF_INFO &info,
                            const std::vector<size_t> &chosen, bool mix) {
  Rows rows;
  rows.width = mix ? 1 : chosen.size();
  constexpr size_t Block = 4096;
  const size_t channels = size_t(info.channels);
  std::vector<float> block(Block * channels);
  uint64_t frames = 0;
  while (const sf_count_t read = sf_readf_float(sound, block.data(), Block)) {
    if (read < 0 || rows.values.size() + size_t(read) * rows.width > MostValues)
      return wrong(file, "it holds more than " + support::grouped(MostValues) + " values");
    for (size_t frame = 0; frame < size_t(read); ++frame, ++frames) {
      double sum = 0;
      for (size_t channel : chosen) {
        const float value = block[frame * channels + channel];
        if (!std::isfinite(value))
          return wrong(file, "frame " + support::grouped(frames + 1) + ", channel " +
                                 std::to_string(channel + 1) + ": the value is not finite");
        sum += value;
        if (!mix)
          rows.values.push_back(value);
      }
      if (mix)
        rows.values.push_back(float(sum / double(chosen.size())));
    }
  }
  if (sf_error(sound) != SF_ERR_NO_ERROR)
    return wrong(file, "it is damaged behind frame " + support::grouped(frames) + ": " +
                           llvm::StringRef(sf_strerror(sound)).rtrim(". \n").str());
  if (info.frames > 0 && info.frames < SF_COUNT_MAX && frames != uint64_t(info.frames))
    return wrong(file, "it is truncated: its header promises " +
                           support::grouped(uint64_t(info.frames)) + " frames, " +
                           support::grouped(frames) + " are there");
  if (frames == 0)
    return wrong(file, "it holds no sound");
  return rows;
}

llvm::Expected<std::vector<Record>> readWav(const File &file, const Options &options) {
  llvm::Expected<std::string> bytes = file.read();
  if (!bytes)
    return bytes.takeError();
  if (std::string missing = missingSound(*bytes); !missing.empty())
    return wrong(file, missing);
  Memory memory{*bytes};
  SF_VIRTUAL_IO io{Memory::length, Memory::seek, Memory::read, Memory::write, Memory::tell};
  SF_INFO info{};
  const Sound sound(sf_open_virtual(&io, SFM_READ, &info, &memory), sf_close);
  if (!sound)
    return decoderFailed(file, nullptr);
  if (info.channels < 1 || info.samplerate < 1)
    return wrong(file, "it has no channel or no rate");
  llvm::Expected<std::vector<size_t>> chosen =
      chosenColumns(file, options, "channels", size_t(info.channels));
  if (!chosen)
    return chosen.takeError();
  llvm::Expected<Rows> rows =
      decode(file, sound.get(), info, *chosen, truth(options, "mix", false));
  if (!rows)
    return rows.takeError();
  std::vector<Record> records;
  records.push_back(asRecording(std::move(*rows)));
  records[0].rate = info.samplerate;
  return records;
}

} // namespace

const Reader &reader_wav() {
  static const Reader reader{
      "wav",
      "sound: WAV, FLAC, AIFF, OGG; values between -1 and 1",
      Kind::Series,
      {".wav", ".flac", ".aiff", ".aif", ".ogg"},
      {{Argument::Columns, "channels", "the channels, counted from 1; else all"},
       {Argument::Truth, "mix", "one channel, the mean of those", "false"}},
      readWav};
  return reader;
}

} // namespace pnasc::readers
