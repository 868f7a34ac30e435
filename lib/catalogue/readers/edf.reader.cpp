// SPDX-License-Identifier: Apache-2.0
// Recordings of the body, EDF and EDF+: signals of one rate, and what is annotated in them.
#include "catalogue/readers/Edf.h"
#include "catalogue/readers/Choose.h"
#include "catalogue/readers/Reader.h"
#include "catalogue/readers/Words.h"
#include "support/Units.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Endian.h"
#include <algorithm>
#include <cmath>

namespace pnasc::readers {

namespace {

using Signals = std::vector<const EdfSignal *>;

std::string listed(const Signals &signals) {
  std::string text;
  for (const EdfSignal *signal : signals)
    text += (text.empty() ? "" : ", ") + shown(signal->name) + " " +
            support::exactText(signal->rate) + " Hz";
  return text;
}

/// Those that a list of names and patterns means, in the order of the list.
llvm::Expected<Signals> named(const File &file, const Signals &all, llvm::StringRef list) {
  Signals chosen;
  llvm::SmallVector<llvm::StringRef> patterns;
  list.split(patterns, ',');
  for (llvm::StringRef pattern : patterns) {
    const size_t before = chosen.size();
    for (const EdfSignal *signal : all)
      if (matchesName(pattern.trim(), signal->name) &&
          std::find(chosen.begin(), chosen.end(), signal) == chosen.end())
        chosen.push_back(signal);
    if (chosen.size() == before)
      return wrong(file, "there is no signal " + shown(pattern.trim()) +
                             " (or it is named twice); it holds " + listed(all));
  }
  for (const EdfSignal *signal : chosen)
    if (signal->rate != chosen[0]->rate)
      return wrong(file, "signals of several rates cannot be one recording: " + listed(chosen));
  return chosen;
}

/// What is asked for, or all of the highest rate; none where the file holds annotations alone.
llvm::Expected<Signals> choose(const File &file, const EdfFile &edf, const Options &options) {
  Signals all;
  double highest = 0;
  for (const EdfSignal &signal : edf.signals)
    if (!signal.annotations) {
      all.push_back(&signal);
      highest = std::max(highest, signal.rate);
    }
  const std::string list = text(options, "signals", "");
  if (!list.empty())
    return named(file, all, list);
  Signals chosen;
  for (const EdfSignal *signal : all)
    if (signal->rate == highest)
      chosen.push_back(signal);
  return chosen;
}

llvm::Error addValues(const File &file, const EdfFile &edf, const EdfSignal &signal,
                      Record &record) {
  if (!signal.scaled)
    return wrong(file, "signal " + shown(signal.name) +
                           " has no scale: its least and greatest "
                           "values are equal or no numbers");
  const double step =
      (signal.most - signal.least) / double(signal.digitalMost - signal.digitalLeast);
  for (uint64_t i = 0; i < edf.records; ++i) {
    const llvm::StringRef bytes = edf.at(signal, i);
    for (size_t at = 0; at < bytes.size(); at += 2) {
      const int16_t value =
          llvm::support::endian::read<int16_t>(bytes.data() + at, llvm::support::little);
      record.values.push_back(float(signal.least + step * double(value - signal.digitalLeast)));
    }
  }
  if (!std::isfinite(signal.least) || !std::isfinite(float(signal.least + step * 65536)))
    return wrong(file, "signal " + shown(signal.name) + ": its values are too large");
  return llvm::Error::success();
}

/// Rows of the recording; what lies outside it has none. A moment is an empty stretch.
void annotate(Record &record, const std::vector<EdfAnnotation> &annotations) {
  const double rows = double(record.shape.width);
  for (const EdfAnnotation &annotation : annotations) {
    const double begin = std::round(annotation.onset * record.rate);
    const double end = std::round((annotation.onset + annotation.duration) * record.rate);
    if (end < 0 || begin > rows || (begin >= rows && annotation.duration > 0) ||
        (end <= 0 && annotation.duration > 0))
      continue;
    record.annotations.push_back({uint64_t(std::clamp(begin, 0.0, rows)),
                                  uint64_t(std::clamp(end, 0.0, rows)), annotation.text});
  }
}

/// A hypnogram: no values, and rows of a second.
llvm::Expected<Record> annotationsAlone(const File &file,
                                        const std::vector<EdfAnnotation> &annotations) {
  double end = 0;
  for (const EdfAnnotation &annotation : annotations)
    end = std::max(end, annotation.onset + annotation.duration);
  constexpr double Most = 1e9;
  if (end > Most)
    return wrong(file, "an annotation ends after " + support::exactText(end) + " s");
  Record record;
  record.rate = 1;
  record.shape = {0, 1, int64_t(std::ceil(end))};
  annotate(record, annotations);
  return record;
}

llvm::Expected<Record> recording(const File &file, const EdfFile &edf, const Signals &signals,
                                 const std::vector<EdfAnnotation> &annotations) {
  Record record;
  record.rate = signals[0]->rate;
  const uint64_t rows = edf.records * signals[0]->samples;
  if (record.rate == 0 || rows == 0)
    return wrong(file, "signal " + shown(signals[0]->name) + " has no samples, or no duration");
  record.shape = {int64_t(signals.size()), 1, int64_t(rows)};
  record.values.reserve(signals.size() * rows);
  for (const EdfSignal *signal : signals) {
    record.channels.push_back(signal->name);
    if (llvm::Error error = addValues(file, edf, *signal, record))
      return error;
  }
  annotate(record, annotations);
  return record;
}

llvm::Expected<std::vector<Record>> readEdf(const File &file, const Options &options) {
  llvm::Expected<std::string> bytes = file.read();
  if (!bytes)
    return bytes.takeError();
  llvm::Expected<EdfFile> edf = readEdfHeader(file, *bytes);
  if (!edf)
    return edf.takeError();
  llvm::Expected<Signals> signals = choose(file, *edf, options);
  if (!signals)
    return signals.takeError();
  llvm::Expected<std::vector<EdfAnnotation>> annotations = readEdfAnnotations(file, *edf);
  if (!annotations)
    return annotations.takeError();
  llvm::Expected<Record> record = signals->empty() ? annotationsAlone(file, *annotations)
                                                   : recording(file, *edf, *signals, *annotations);
  if (!record)
    return record.takeError();
  return std::vector<Record>{std::move(*record)};
}

} // namespace

const Reader &reader_edf() {
  static const Reader reader{
      "edf",
      "EDF and EDF+: signals of one rate in their units, annotations of rows; a file of "
      "annotations alone has rows of a second",
      Kind::Series,
      {".edf"},
      {{Argument::Text, "signals",
        "names or patterns, commas between: \"EEG*, EOG horizontal\"; else all of the highest "
        "rate"}},
      readEdf};
  return reader;
}

} // namespace pnasc::readers
