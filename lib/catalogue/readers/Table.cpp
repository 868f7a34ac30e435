// SPDX-License-Identifier: Apache-2.0
#include "catalogue/readers/Table.h"
#include "catalogue/readers/Choose.h"
#include "catalogue/readers/Words.h"
#include <algorithm>

namespace pnasc::readers {

namespace {

constexpr size_t MostColumns = 1 << 16;

/// A word at `at`, which moves behind it.
std::string wordAt(llvm::StringRef line, size_t &at, char separator) {
  std::string word;
  if (at < line.size() && line[at] == '"') {
    for (++at; at < line.size(); ++at)
      if (line[at] != '"')
        word += line[at];
      else if (line.substr(at, 2) == "\"\"")
        word += line[at++];
      else
        break;
    at = std::min(at + 1, line.size());
  }
  const llvm::StringRef separators = separator == ' ' ? " \t" : llvm::StringRef(&separator, 1);
  const size_t end = std::min(line.find_first_of(separators, at), line.size());
  word += line.slice(at, end).rtrim(" \t");
  at = end;
  return word;
}

size_t pastBlanks(llvm::StringRef line, size_t at, char separator) {
  while (at < line.size() && (line[at] == ' ' || (line[at] == '\t' && separator != '\t')))
    ++at;
  return at;
}

class Layout {
public:
  Layout(const File &file, llvm::StringRef text, const Options &options)
      : file(file), options(options), left(text) {}

  llvm::Expected<Table> find() {
    if (llvm::Error error = skipAndSample())
      return error;
    if (llvm::Error error = findSeparator())
      return error;
    for (llvm::StringRef line : lines)
      words.push_back(wordsOf(line, table.separator, MostColumns + 1));
    width = words.front().size();
    if (width > MostColumns)
      return wrong(file, "there are more than " + std::to_string(MostColumns) + " columns");
    findHeader();
    if (header && lines.size() == 1)
      return wrong(file, "row " + std::to_string(firstLine) + " is a header, " + shown(lines[0]) +
                             ", with no rows below it");
    if (llvm::Error error = findRoles())
      return error;
    table.rows = left;
    table.firstRow = firstLine;
    if (header) {
      llvm::StringRef line;
      Lines rest(left);
      rest.next(line);
      table.rows = rest.left;
      ++table.firstRow;
    }
    return std::move(table);
  }

private:
  llvm::Error skipAndSample() {
    Lines all(left);
    llvm::StringRef line;
    const int64_t skip = whole(options, "skip", 0);
    for (int64_t i = 0; i < skip; ++i)
      if (!all.next(line))
        return wrong(file,
                     "skip = " + std::to_string(skip) + ": it has " + std::to_string(i) + " lines");
    left = all.left;
    firstLine = all.number + 1;
    constexpr size_t Sample = 20;
    Lines some(left);
    while (lines.size() < Sample && some.next(line) && !line.trim().empty())
      lines.push_back(line);
    if (lines.empty())
      return wrong(file, "row " + std::to_string(firstLine) + " is empty");
    return llvm::Error::success();
  }

  /// One that stands in every line as often, or in every line, or in half of them: a file with a
  /// line too short is still cut as it was meant.
  char foundSeparator() const {
    char second = 0, third = 0;
    for (char candidate : {'\t', ';', ',', ' '}) {
      std::vector<size_t> counts;
      for (llvm::StringRef line : lines)
        counts.push_back(wordsOf(line, candidate, MostColumns).size());
      const size_t without = size_t(std::count(counts.begin(), counts.end(), 1u));
      const size_t like = size_t(std::count(counts.begin(), counts.end(), counts.front()));
      if (without == 0 && like == counts.size())
        return candidate;
      second = second == 0 && without == 0 ? candidate : second;
      third = third == 0 && 2 * without <= counts.size() ? candidate : third;
    }
    return second ? second : third ? third : ',';
  }

  llvm::Error findSeparator() {
    const std::string asked = text(options, "separator", "");
    if (asked == "tab" || asked == "\t")
      table.separator = '\t';
    else if (asked == "space" || asked == "," || asked == ";")
      table.separator = asked == "space" ? ' ' : asked[0];
    else if (asked.empty())
      table.separator = foundSeparator();
    else
      return wrong(file, "separator = " + shown(asked) +
                             " is not known; \",\", \";\", \"tab\" and \"space\" are");
    const std::string point = text(options, "decimal", "");
    if (!point.empty() && point != "." && point != ",")
      return wrong(file, "decimal = " + shown(point) + " is not known; \".\" and \",\" are");
    if (point == "," && table.separator == ',')
      return wrong(file, "a comma cannot be both decimal and separator");
    table.point = point == "," ? ',' : '.';
    table.eitherPoint = point.empty() && table.separator == ';';
    return llvm::Error::success();
  }

  Word kind(const std::string &word) const {
    float value;
    const Word as = readWord(word, value, table.point);
    return as == Word::Other && table.eitherPoint ? readWord(word, value, ',') : as;
  }

  /// What a column is from a line of the sample on; Missing where it is empty in each.
  Word kindFrom(size_t line, size_t column) const {
    for (; line < words.size(); ++line)
      if (column < words[line].size())
        if (Word as = kind(words[line][column]); as != Word::Missing)
          return as;
    return Word::Missing;
  }

  /// A first line is a header where it has text above numbers; text above text is a column of text.
  void findHeader() {
    if (options.count("header")) {
      header = truth(options, "header", false);
      return;
    }
    for (size_t column = 0; column < width; ++column)
      if (kind(words[0][column]) == Word::Other &&
          (words.size() == 1 || kindFrom(1, column) != Word::Other))
        header = true;
  }

  /// Numbers, or what might be: what is empty throughout and has no name ends lines that end in a
  /// separator.
  bool holdsNumbers(size_t column) const {
    const Word as = kindFrom(header, column);
    if (as == Word::Missing)
      return column + 1 < width || (header && !words[0][column].empty());
    return as != Word::Other;
  }

  llvm::Error findRoles() {
    llvm::Expected<std::vector<size_t>> chosen = chosenColumns(file, options, "columns", width);
    if (!chosen)
      return chosen.takeError();
    const int64_t label = whole(options, "labels", 0);
    if (options.count("labels") && (label < 1 || label > int64_t(width)))
      return wrong(file, "labels: column " + std::to_string(label) + " is asked for, there are " +
                             std::to_string(width));
    table.roles.assign(width, Table::Ignored);
    if (label > 0)
      table.roles[size_t(label - 1)] = Table::Label;
    const bool all = columns(options, "columns").empty();
    for (size_t column : *chosen) {
      if (all && (table.roles[column] == Table::Label || !holdsNumbers(column)))
        continue;
      if (table.roles[column] == Table::Label)
        return wrong(file, "column " + std::to_string(label) + " is both label and value");
      table.roles[column] = int(table.channels++);
      if (header)
        table.names.push_back(words[0][column]);
    }
    if (table.channels == 0)
      return wrong(file, "no column holds numbers: row " + std::to_string(firstLine) + " begins " +
                             shown(lines[0]));
    return llvm::Error::success();
  }

  const File &file;
  const Options &options;
  llvm::StringRef left;
  uint64_t firstLine = 1;
  std::vector<llvm::StringRef> lines;
  std::vector<std::vector<std::string>> words;
  size_t width = 0;
  bool header = false;
  Table table;
};

} // namespace

std::vector<std::string> wordsOf(llvm::StringRef line, char separator, size_t most) {
  std::vector<std::string> words;
  if (separator == ' ')
    line = line.rtrim(" \t");
  for (size_t at = 0; words.size() < most; ++at) {
    at = pastBlanks(line, at, separator);
    words.push_back(wordAt(line, at, separator));
    if (at >= line.size())
      break;
  }
  return words;
}

llvm::Expected<Table> layout(const File &file, llvm::StringRef text, const Options &options) {
  return Layout(file, text, options).find();
}

} // namespace pnasc::readers
