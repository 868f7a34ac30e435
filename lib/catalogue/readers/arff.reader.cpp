// SPDX-License-Identifier: Apache-2.0
// WEKA's files: numbers and a class, or series in a relational attribute and a class.
#include "catalogue/readers/Samples.h"
#include "catalogue/readers/Words.h"
#include "support/Units.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::readers {

namespace {

/// A word in quotes or up to one of `ends`, which `text` is then at; escapes stay. Nothing where a
/// quote is not closed.
bool takeWord(llvm::StringRef &text, llvm::StringRef ends, llvm::StringRef &word) {
  text = text.ltrim(" \t");
  if (text.startswith("'") || text.startswith("\"")) {
    size_t close = 1;
    while (close < text.size() && text[close] != text[0])
      close += text[close] == '\\' ? 2 : 1;
    if (close >= text.size())
      return false;
    word = text.slice(1, close);
    text = text.drop_front(close + 1).ltrim(" \t");
    return true;
  }
  const size_t end = std::min(text.find_first_of(ends), text.size());
  word = text.take_front(end).rtrim(" \t");
  text = text.drop_front(end);
  return true;
}

struct Attributes {
  std::vector<std::string> numbers;
  std::vector<std::string> classes; ///< of the nominal one at the end
  bool labels = false, relational = false;
  size_t steps = 0; ///< of each series in a relational attribute
};

class Parser {
public:
  Parser(const File &file, llvm::StringRef text) : file(file), lines(text) {}
  Attributes attributes;

  llvm::Expected<std::vector<Sample>> parse() {
    if (llvm::Error error = readHeader())
      return error;
    if (!attributes.relational && attributes.numbers.empty())
      return wrong(file, "it has no numeric attribute");
    std::vector<Sample> samples;
    for (llvm::StringRef line; lines.next(line);) {
      line = line.trim();
      if (line.empty() || line.startswith("%"))
        continue;
      samples.push_back({"", lines.number, {}});
      if (llvm::Error error = readSample(line, samples.back()))
        return error;
    }
    return samples;
  }

private:
  llvm::Error readHeader() {
    for (llvm::StringRef line; lines.next(line);) {
      line = line.trim();
      if (line.empty() || line.startswith("%"))
        continue;
      llvm::StringRef rest = line, key;
      takeWord(rest, " \t", key);
      if (key.equals_insensitive("@data"))
        return inside ? fail("a relational attribute is not ended") : llvm::Error::success();
      if (key.equals_insensitive("@end") && inside)
        inside = false;
      else if (key.equals_insensitive("@attribute")) {
        if (llvm::Error error = readAttribute(rest))
          return error;
      } else if (!key.equals_insensitive("@relation"))
        return fail(shown(line) + " is no line of a header");
    }
    return wrong(file, "it ends before @data");
  }

  llvm::Error readAttribute(llvm::StringRef rest) {
    llvm::StringRef name;
    if (!takeWord(rest, " \t{", name) || name.empty())
      return fail("an attribute has no name");
    rest = rest.trim();
    const std::string type = rest.lower();
    const bool number = type == "numeric" || type == "real" || type == "integer";
    if (attributes.labels)
      return fail("an attribute behind the class: only the last may be nominal");
    if (inside && !number)
      return fail("attribute " + shown(name) + ": only numbers stand in a relational one");
    if (inside) {
      ++attributes.steps;
    } else if (type == "relational" && attributes.numbers.empty() && !attributes.relational) {
      inside = attributes.relational = true;
    } else if (number && !attributes.relational) {
      attributes.numbers.push_back(name.str());
    } else if (rest.startswith("{")) {
      return readClasses(rest);
    } else {
      return fail("attribute " + shown(name) + " is " + shown(rest) +
                  ": numeric ones or a relational one, then a class, are read");
    }
    return llvm::Error::success();
  }

  llvm::Error readClasses(llvm::StringRef rest) {
    if (!rest.consume_front("{") || !rest.consume_back("}"))
      return fail("the classes are not closed by }");
    attributes.labels = true;
    while (true) {
      llvm::StringRef word;
      if (!takeWord(rest, ",", word) || word.empty())
        return fail("a class has no name");
      attributes.classes.push_back(word.str());
      if (rest.empty())
        return llvm::Error::success();
      if (!rest.consume_front(","))
        return fail("a class is followed by " + shown(rest));
    }
  }

  llvm::Error readSample(llvm::StringRef line, Sample &sample) {
    if (line.startswith("{"))
      return fail("sparse data is not read");
    if (llvm::Error error =
            attributes.relational ? takeSeries(line, sample) : takeNumbers(line, sample))
      return error;
    if (!attributes.labels)
      return line.empty() ? llvm::Error::success() : fail("found more than the attributes");
    llvm::StringRef label;
    if (!takeWord(line, ",", label) || !line.empty())
      return fail("found more than the attributes");
    if (!llvm::is_contained(attributes.classes, label))
      return fail("the label " + shown(label) + " is none of the classes");
    sample.label = label.str();
    return llvm::Error::success();
  }

  llvm::Error takeNumbers(llvm::StringRef &line, Sample &sample) {
    llvm::StringRef numbers = line;
    size_t end = line.size();
    if (attributes.labels) // the class is what stands behind as many commas as there are numbers
      end = behindCommas(line, attributes.numbers.size());
    if (end == llvm::StringRef::npos)
      return fail("found fewer than " + std::to_string(attributes.numbers.size() + 1) + " values");
    numbers = line.take_front(attributes.labels ? end - 1 : end);
    line = line.drop_front(end);
    llvm::Expected<std::vector<float>> series = readSeries(file, numbers, ',', lines.number);
    if (!series)
      return series.takeError();
    if (series->size() != attributes.numbers.size())
      return fail("found " + std::to_string(series->size()) + " numbers, needed " +
                  std::to_string(attributes.numbers.size()));
    sample.series.push_back(std::move(*series));
    return llvm::Error::success();
  }

  static size_t behindCommas(llvm::StringRef line, size_t count) {
    size_t at = 0;
    for (; count > 0 && at != llvm::StringRef::npos; --count) {
      at = line.find(',', at);
      at += at != llvm::StringRef::npos;
    }
    return at;
  }

  /// '1,2,3\n4,5,6': the series of the channels, between them a backslash and an n.
  llvm::Error takeSeries(llvm::StringRef &line, Sample &sample) {
    llvm::StringRef bag;
    const bool quoted = line.startswith("'") || line.startswith("\"");
    if (!quoted || !takeWord(line, ",", bag))
      return fail("series in quotes are needed, this is " + shown(line));
    if (attributes.labels && !line.consume_front(","))
      return fail("there is no class behind the series");
    do {
      llvm::StringRef part;
      std::tie(part, bag) = bag.split("\\n");
      llvm::Expected<std::vector<float>> series = readSeries(file, part, ',', lines.number);
      if (!series)
        return series.takeError();
      if (series->size() != attributes.steps)
        return fail("a series of " + support::grouped(series->size()) + " values, needed " +
                    support::grouped(attributes.steps));
      sample.series.push_back(std::move(*series));
    } while (!bag.empty());
    return llvm::Error::success();
  }

  llvm::Error fail(const std::string &what) {
    return wrong(file, "line " + support::grouped(lines.number) + ": " + what);
  }

  const File &file;
  Lines lines;
  bool inside = false; ///< a relational attribute
};

/// What is one series for UCR is a row of features elsewhere.
void makeTable(std::vector<Record> &records, const std::vector<std::string> &names) {
  for (Record &record : records) {
    record.shape = {record.shape.width, 1, 1};
    record.channels = names;
  }
}

llvm::Expected<std::vector<Record>> readArff(const File &file, const Options &options) {
  llvm::Expected<std::string> bytes = file.read();
  if (!bytes)
    return bytes.takeError();
  llvm::Expected<llvm::StringRef> plain = plainText(file, *bytes);
  if (!plain)
    return plain.takeError();
  Parser parser(file, *plain);
  llvm::Expected<std::vector<Sample>> samples = parser.parse();
  if (!samples)
    return samples.takeError();
  const bool table = truth(options, "table", false);
  if (table && parser.attributes.relational)
    return wrong(file, "table = true: it holds series in a relational attribute");
  if (table &&
      (truth(options, "pad", false) || options.count("length") || options.count("missing")))
    return wrong(file, "table = true: features are neither padded nor held");
  llvm::Expected<std::vector<Record>> records =
      asRecords(file, std::move(*samples), options, /*padded=*/!table);
  if (records && table)
    makeTable(*records, parser.attributes.numbers);
  return records;
}

} // namespace

const Reader &reader_arff() {
  static const Reader reader = [] {
    Reader made{"arff",
                "WEKA's files: numbers or series, and a class",
                Kind::Either,
                {".arff"},
                sampleArguments(),
                readArff};
    made.arguments.push_back({Argument::Truth, "table",
                              "the numbers are features, a channel each; else a series", "false"});
    return made;
  }();
  return reader;
}

} // namespace pnasc::readers
