// SPDX-License-Identifier: Apache-2.0
// Labelled series of the UCR and UEA archives: .ts files with a header, and tables whose lines
// begin with the label.
#include "catalogue/readers/Samples.h"
#include "catalogue/readers/Words.h"
#include "support/Number.h"
#include "support/Units.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>
#include <cmath>
#include <optional>

namespace pnasc::readers {

namespace {

struct Header {
  bool labels = false, target = false; ///< classes or a number end each line
  std::vector<std::string> classes;
  std::optional<bool> univariate;
  std::optional<uint64_t> dimensions, length;
};

class Parser {
public:
  Parser(const File &file, llvm::StringRef text) : file(file), lines(text) {}

  llvm::Expected<std::vector<Sample>> parse() {
    if (llvm::Error error = readHeader())
      return error;
    std::vector<Sample> samples;
    for (llvm::StringRef line; lines.next(line);) {
      if (line.trim().empty() || line.startswith("#"))
        continue;
      llvm::Expected<Sample> sample = readSample(line.trim());
      if (!sample)
        return sample.takeError();
      samples.push_back(std::move(*sample));
    }
    return samples;
  }

private:
  llvm::Error readHeader() {
    for (llvm::StringRef line; lines.next(line);) {
      line = line.trim();
      if (line.empty() || line.startswith("#"))
        continue;
      if (line.equals_insensitive("@data"))
        return llvm::Error::success();
      if (!line.startswith("@"))
        return fail("a line of the header begins with @, this is " + shown(line));
      if (llvm::Error error = readKey(line))
        return error;
    }
    return wrong(file, "it ends before @data");
  }

  llvm::Error readKey(llvm::StringRef line) {
    llvm::SmallVector<llvm::StringRef> words;
    llvm::SplitString(line, words, " \t");
    const std::string key = words[0].lower();
    if (key == "@univariate" || key == "@timestamps" || key == "@classlabel" ||
        key == "@targetlabel")
      return readTruth(key, words);
    if (key == "@dimensions" || key == "@dimension" || key == "@serieslength") {
      uint64_t count = 0;
      if (words.size() != 2 || words[1].getAsInteger(10, count) || count == 0)
        return fail(shown(line) + " needs a number");
      (key == "@serieslength" ? header.length : header.dimensions) = count;
    }
    return llvm::Error::success(); // @problemName, @missing, @equalLength: the samples show them
  }

  llvm::Error readTruth(llvm::StringRef key, llvm::ArrayRef<llvm::StringRef> words) {
    const bool yes = words.size() > 1 && words[1].equals_insensitive("true");
    if (!yes && !(words.size() > 1 && words[1].equals_insensitive("false")))
      return fail(key.str() + " needs true or false");
    if (key == "@univariate")
      header.univariate = yes;
    else if (key == "@timestamps" && yes)
      return fail("series with time stamps are not read");
    else if (key == "@targetlabel")
      header.target = yes;
    else if (key == "@classlabel") {
      header.labels = yes;
      for (llvm::StringRef word : words.drop_front(2))
        header.classes.push_back(word.str());
    }
    return llvm::Error::success();
  }

  llvm::Expected<Sample> readSample(llvm::StringRef line) {
    Sample sample;
    sample.line = lines.number;
    if (header.labels || header.target) {
      const size_t colon = line.rfind(':');
      if (colon == llvm::StringRef::npos)
        return fail("there is no label behind a colon");
      sample.label = line.substr(colon + 1).trim().str();
      line = line.take_front(colon);
      if (llvm::Error error = checkLabel(sample.label))
        return error;
    }
    llvm::SmallVector<llvm::StringRef> parts;
    line.split(parts, ':');
    for (llvm::StringRef part : parts) {
      llvm::Expected<std::vector<float>> series = readSeries(file, part, ',', lines.number);
      if (!series)
        return series.takeError();
      sample.series.push_back(std::move(*series));
    }
    if (llvm::Error error = checkShape(sample))
      return error;
    return sample;
  }

  llvm::Error checkLabel(const std::string &label) {
    if (label.empty())
      return fail("the label is missing");
    if (header.classes.empty() || llvm::is_contained(header.classes, label))
      return llvm::Error::success();
    return fail("the label " + shown(label) + " is none of @classLabel");
  }

  llvm::Error checkShape(const Sample &sample) {
    const uint64_t found = sample.series.size();
    const uint64_t needed =
        header.univariate.value_or(false) ? 1 : header.dimensions.value_or(found);
    if (found != needed)
      return fail("found " + std::to_string(found) + " channels, the header says " +
                  std::to_string(needed));
    if (header.length)
      for (const std::vector<float> &series : sample.series)
        if (series.size() != *header.length)
          return fail("a series of " + support::grouped(series.size()) +
                      " values, @seriesLength is " + support::grouped(*header.length));
    return llvm::Error::success();
  }

  llvm::Error fail(const std::string &what) {
    return wrong(file, "line " + support::grouped(lines.number) + ": " + what);
  }

  const File &file;
  Lines lines;
  Header header;
};

/// 2 for 2.0000000e+00, so that the classes of one set have one name in each of its forms.
std::string labelOf(llvm::StringRef word) {
  double value;
  if (!support::parseNumber(word, value) || value != std::floor(value) || std::fabs(value) > 1e9)
    return word.str();
  return std::to_string(int64_t(value));
}

/// Lines of a label and values; the first line shows what stands between them.
llvm::Expected<std::vector<Sample>> readTable(const File &file, llvm::StringRef text) {
  std::vector<Sample> samples;
  char separator = 0;
  Lines lines(text);
  for (llvm::StringRef line; lines.next(line);) {
    line = line.trim();
    if (line.empty())
      continue;
    if (separator == 0)
      separator = line.contains('\t') ? '\t' : line.contains(',') ? ',' : ' ';
    const llvm::StringRef separators = separator == ' ' ? " \t" : llvm::StringRef(&separator, 1);
    const size_t end = line.find_first_of(separators);
    const llvm::StringRef label = line.substr(0, end).trim();
    if (end == llvm::StringRef::npos || label.empty())
      return wrong(file, "line " + support::grouped(lines.number) +
                             ": a label and values are needed, this is " + shown(line));
    llvm::Expected<std::vector<float>> series =
        readSeries(file, line.substr(end + 1), separator, lines.number);
    if (!series)
      return series.takeError();
    samples.push_back({labelOf(label), lines.number, {}});
    samples.back().series.push_back(std::move(*series));
  }
  return samples;
}

/// Whether the first line that says anything is one of a header.
bool hasHeader(llvm::StringRef text) {
  Lines lines(text);
  for (llvm::StringRef line; lines.next(line);)
    if (!line.trim().empty() && !line.startswith("#"))
      return line.trim().startswith("@");
  return true;
}

llvm::Expected<std::vector<Record>> readTs(const File &file, const Options &options) {
  llvm::Expected<std::string> bytes = file.read();
  if (!bytes)
    return bytes.takeError();
  llvm::Expected<llvm::StringRef> plain = plainText(file, *bytes);
  if (!plain)
    return plain.takeError();
  const bool header = hasHeader(*plain);
  llvm::Expected<std::vector<Sample>> samples =
      header ? Parser(file, *plain).parse() : readTable(file, *plain);
  if (!samples)
    return samples.takeError();
  return asRecords(file, std::move(*samples), options, /*padded=*/!header);
}

} // namespace

const Reader &reader_ts() {
  static const Reader reader{"ts",
                             "labelled series: .ts of the UCR and UEA archives, and tables whose "
                             "lines begin with the label",
                             Kind::Series,
                             {".ts", ".tsv", ".txt"},
                             sampleArguments(),
                             readTs};
  return reader;
}

} // namespace pnasc::readers
