// SPDX-License-Identifier: Apache-2.0
#include "catalogue/readers/Samples.h"
#include "catalogue/readers/Words.h"
#include "support/Decimal.h"
#include "support/Units.h"
#include <algorithm>
#include <cmath>
#include <limits>

namespace pnasc::readers {

using Series = std::vector<float>;

static std::string lineText(uint64_t line) { return "line " + support::grouped(line) + ": "; }

llvm::Expected<std::vector<float>> readSeries(const File &file, llvm::StringRef text,
                                              char separator, uint64_t line) {
  const llvm::StringRef separators = separator == ' ' ? " \t" : llvm::StringRef(&separator, 1);
  Series series;
  for (text = text.trim(" \t"); true;) {
    const char *at = text.begin();
    float value;
    size_t length = 0;
    if (support::readDecimal(at, text.end(), value) && std::isfinite(value) &&
        (at == text.end() || separators.contains(*at))) {
      length = size_t(at - text.begin());
    } else {
      length = std::min(text.find_first_of(separators), text.size());
      const llvm::StringRef word = text.take_front(length).trim(" \t");
      const Word what = readWord(word, value);
      if (what == Word::Missing)
        value = std::numeric_limits<float>::quiet_NaN();
      else if (what != Word::Number)
        return wrong(file, lineText(line) + "value " + std::to_string(series.size() + 1) + ": " +
                               noNumber(word, what));
    }
    series.push_back(value);
    if (length == text.size())
      return series;
    text = text.drop_front(length + 1);
    if (separator == ' ')
      text = text.ltrim(" \t");
  }
}

namespace {

class Gathering {
public:
  Gathering(const File &file, std::vector<Sample> samples, const Options &options)
      : file(file), samples(std::move(samples)), pad(truth(options, "pad", false)),
        length(size_t(whole(options, "length", 0))) {}

  llvm::Expected<std::vector<Record>> gather(bool hold, bool padded) {
    if (samples.empty())
      return wrong(file, "it holds no samples");
    for (Sample &sample : samples) {
      if (padded && !hold)
        shorten(sample);
      if (llvm::Error error = fillGaps(sample, hold))
        return error;
      if (llvm::Error error = checkChannels(sample))
        return error;
      for (const Series &series : sample.series)
        longest = std::max(longest, series.size());
    }
    if (llvm::Error error = checkLength())
      return error;
    std::vector<Record> records;
    records.reserve(samples.size());
    for (Sample &sample : samples)
      records.push_back(record(sample, records.size() + 1));
    return records;
  }

private:
  static void shorten(Sample &sample) {
    for (Series &series : sample.series)
      while (!series.empty() && std::isnan(series.back()))
        series.pop_back();
  }

  llvm::Error fillGaps(Sample &sample, bool hold) {
    for (size_t channel = 0; channel < sample.series.size(); ++channel) {
      Series &series = sample.series[channel];
      for (size_t i = 0; i < series.size(); ++i) {
        if (!std::isnan(series[i]))
          continue;
        const std::string place = lineText(sample.line) + "channel " + std::to_string(channel + 1) +
                                  ", value " + std::to_string(i + 1) + ": ";
        if (!hold)
          return wrong(file, place + noNumber("", Word::Missing));
        if (i == 0)
          return wrong(file, place + "the value is missing, and there is none before it");
        series[i] = series[i - 1];
      }
    }
    return llvm::Error::success();
  }

  llvm::Error checkChannels(const Sample &sample) {
    const size_t first = samples[0].series.size();
    if (sample.series.size() != first)
      return wrong(file, lineText(sample.line) + std::to_string(sample.series.size()) +
                             " channels, those before it have " + std::to_string(first));
    for (const Series &series : sample.series)
      if (series.empty())
        return wrong(file, lineText(sample.line) + "a series is empty");
    return llvm::Error::success();
  }

  llvm::Error checkLength() {
    if (length == 0)
      length = pad ? longest : samples[0].series[0].size();
    for (const Sample &sample : samples)
      for (const Series &series : sample.series)
        if (series.size() > length || (series.size() < length && !pad))
          return wrong(file, lineText(sample.line) + "a series of " +
                                 support::grouped(series.size()) + " values where " +
                                 support::grouped(length) +
                                 " are needed; pad = true repeats the last value of shorter ones");
    if (samples.size() * samples[0].series.size() > MostValues / length)
      return wrong(file, "samples padded to " + support::grouped(length) +
                             " values are more than " + support::grouped(MostValues) + " values");
    return llvm::Error::success();
  }

  Record record(Sample &sample, size_t number) const {
    Record record;
    record.name = std::to_string(number);
    record.label = std::move(sample.label);
    record.shape = {int64_t(sample.series.size()), 1, int64_t(length)};
    record.values.reserve(sample.series.size() * length);
    for (Series &series : sample.series) {
      record.values.insert(record.values.end(), series.begin(), series.end());
      record.values.insert(record.values.end(), length - series.size(), series.back());
      Series().swap(series); // two copies of a large file are one too many
    }
    return record;
  }

  const File &file;
  std::vector<Sample> samples;
  const bool pad;
  size_t length, longest = 0;
};

} // namespace

llvm::Expected<std::vector<Record>> asRecords(const File &file, std::vector<Sample> samples,
                                              const Options &options, bool padded) {
  llvm::Expected<bool> hold = holdsMissing(file, options);
  if (!hold)
    return hold.takeError();
  if (options.count("length") && whole(options, "length", 0) < 1)
    return wrong(file, "length is less than 1");
  return Gathering(file, std::move(samples), options).gather(*hold, padded);
}

std::vector<Argument> sampleArguments() {
  return {
      missingArgument(),
      {Argument::Truth, "pad",
       "series that are too short repeat their last value: zeros would be a jump that was never "
       "measured",
       "false"},
      {Argument::Whole, "length", "of each series; else the longest of the file", "", 1}};
}

} // namespace pnasc::readers
