// SPDX-License-Identifier: Apache-2.0
// Bytes as a file, what a reader makes of them, and of the same bytes damaged.
#pragma once

#include "Check.h"
#include "catalogue/readers/Reader.h"
#include "datasets/Scratch.h"
#include "support/Random.h"
#include <chrono>

namespace pnasc::readers {

using Records = std::vector<Record>;

inline llvm::Expected<Records> read(const Reader &reader, llvm::StringRef bytes,
                                    const Options &options = {}) {
  static const Scratch scratch;
  return reader.read({"f" + reader.endings[0], scratch.write("f", bytes), "", bytes.size()},
                     options);
}

/// The records of bytes that are right.
inline Records good(const Reader &reader, llvm::StringRef bytes, const Options &options = {}) {
  llvm::Expected<Records> records = read(reader, bytes, options);
  if (records)
    return std::move(*records);
  CHECK(!"read");
  std::cerr << "  " << llvm::toString(records.takeError()) << "\n";
  return Records(1);
}

inline std::string said(const Reader &reader, llvm::StringRef bytes, const Options &options = {}) {
  return messageOf(read(reader, bytes, options));
}

inline bool equal(const std::vector<float> &a, const std::vector<float> &b) {
  if (a == b)
    return true;
  for (float value : a)
    std::cerr << " " << value;
  std::cerr << "\n";
  return false;
}

/// What holds of every record, whatever the file.
inline bool isSound(const Record &record) {
  bool sound = size_t(record.shape.elements()) == record.values.size() && record.bytes.empty() &&
               (record.channels.empty() || record.channels.size() == size_t(record.shape.channels));
  for (float value : record.values)
    sound = sound && std::isfinite(value);
  for (const Annotation &annotation : record.annotations)
    sound = sound && annotation.begin <= annotation.end &&
            annotation.end <= uint64_t(record.shape.width) && !annotation.label.empty();
  return sound;
}

/// Damages the bytes in `times` ways: up to four are changed, or the end is cut off. Whatever comes
/// of it comes soon, and is a failure in words or a sound record.
inline void damage(const Reader &reader, const std::string &bytes, const Options &options = {},
                   uint64_t times = 2000) {
  const support::CounterRandom random(7, "damage");
  size_t failures = 0, unsound = 0;
  double longest = 0;
  for (uint64_t i = 0; i < times; ++i) {
    std::string worse = bytes;
    uint64_t draw = 16 * i;
    if (random.below(draw++, 4) == 0)
      worse.resize(random.below(draw++, worse.size()));
    else
      for (uint64_t changes = 1 + random.below(draw++, 4); changes > 0; --changes)
        worse[random.below(draw + 2 * changes, worse.size())] =
            char(random.below(draw + 2 * changes + 1, 256));
    const auto begin = std::chrono::steady_clock::now();
    llvm::Expected<Records> records = read(reader, worse, options);
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
    longest = std::max(longest, time.count());
    if (!records) {
      failures += contains(llvm::toString(records.takeError()), "cannot read 'f");
      continue;
    }
    for (const Record &record : *records)
      unsound += !isSound(record);
  }
  CHECK(failures > 0);
  CHECK_EQ(unsound, 0u);
  CHECK(longest < 5);
  std::cerr << failures << " of " << times << " failed, at most " << longest << " s\n";
}

} // namespace pnasc::readers
