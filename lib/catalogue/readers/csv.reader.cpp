// SPDX-License-Identifier: Apache-2.0
// Tables of text: numbers between commas, semicolons, tabs or blanks.
#include "catalogue/readers/Reader.h"
#include "catalogue/readers/Rows.h"
#include "catalogue/readers/Table.h"
#include "catalogue/readers/Words.h"
#include "support/Decimal.h"
#include "support/Units.h"
#include <algorithm>
#include <cmath>
#include <limits>

namespace pnasc::readers {

namespace {

class Parser {
public:
  Parser(const File &file, const Table &table, bool hold, bool apart)
      : file(file), table(table), at(table.rows.begin()), end(lastEnd(table.rows)), hold(hold),
        apart(apart) {}

  llvm::Expected<Rows> parse() {
    rows.width = table.channels;
    rows.channels = table.names;
    rows.values.reserve(size_t(end - at) / 8);
    // A missing value that is held is the one of the row before.
    std::vector<float> row(rows.width, std::numeric_limits<float>::quiet_NaN());
    for (number = table.firstRow; at != end; ++number) {
      if (llvm::Error error = parseRow(row.data()))
        return error;
      rows.values.insert(rows.values.end(), row.begin(), row.end());
    }
    return std::move(rows);
  }

private:
  /// Without the lines of nothing, or blanks, at the end; a row may end in tabs.
  static const char *lastEnd(llvm::StringRef text) {
    for (size_t before = 0; before != text.size();) {
      before = text.size();
      text = text.rtrim("\r\n");
      if (llvm::StringRef cut = text.rtrim(' '); cut.empty() || cut.back() == '\n')
        text = cut;
    }
    return text.end();
  }

  llvm::Error parseRow(float *row) {
    const char *const start = at;
    const size_t width = table.roles.size();
    for (size_t column = 0; column < width; ++column) {
      skipBlanks();
      const int role = table.roles[column];
      if (role < 0 || !readFast(row[role]))
        if (llvm::Error error = readSlowly(start, column, row))
          return error;
      if (column + 1 < width && !passSeparator())
        return wrongCount(start);
    }
    if (table.separator == ' ')
      skipBlanks();
    return endRow(start);
  }

  /// True where a number and nothing else stands up to the next separator.
  bool readFast(float &value) {
    const char *p = at;
    float read;
    if (!support::readDecimal(p, end, read, table.point) || !std::isfinite(read))
      return false;
    const char *const behind = p;
    while (p != end && isBlank(*p))
      ++p;
    const bool apart = table.separator == ' ' ? p != behind : p != end && *p == table.separator;
    if (!apart && p != end && !endsLine(*p))
      return false;
    at = p;
    value = read;
    return true;
  }

  /// Text, quotes, the other decimal point, and whatever is wrong.
  llvm::Error readSlowly(const char *start, size_t column, float *row) {
    if (at == start && (at == end || endsLine(*at)) && table.roles.size() > 1)
      return fail("it is empty");
    const char *stop = std::find_if(at, end, endsLine);
    const llvm::StringRef line(at, size_t(stop - at));
    const int role = table.roles[column];
    if (role == Table::Ignored && !line.startswith("\"")) {
      at += std::min(separatorIn(line), line.size());
      return llvm::Error::success();
    }
    std::string word;
    if (llvm::Error error = takeWord(line, column, word))
      return error;
    if (role == Table::Label)
      return takeLabel(column, word);
    return role < 0 ? llvm::Error::success() : takeValue(column, word, row[role]);
  }

  llvm::Error takeWord(llvm::StringRef line, size_t column, std::string &word) {
    size_t length = separatorIn(line);
    if (line.startswith("\"")) {
      size_t close = 0;
      while ((close = line.find('"', close + 1)) != llvm::StringRef::npos &&
             line.substr(close, 2) == "\"\"")
        ++close;
      if (close == llvm::StringRef::npos)
        return fail(column, "a quote is not closed: " + shown(line));
      length = line.find_first_of(separators(), close);
    }
    word = wordsOf(line.substr(0, length), table.separator, 1)[0];
    at += std::min(length, line.size());
    return llvm::Error::success();
  }

  llvm::Error takeLabel(size_t column, const std::string &word) {
    if (apart && word.empty())
      return fail(column, "the label is missing");
    rows.addLabel(word);
    return llvm::Error::success();
  }

  llvm::Error takeValue(size_t column, const std::string &word, float &value) {
    Word what = readWord(word, value, table.point);
    if (what == Word::Other && table.eitherPoint)
      what = readWord(word, value, ',');
    if (what == Word::Number)
      return llvm::Error::success();
    if (what != Word::Missing || !hold)
      return fail(column, noNumber(word, what));
    if (std::isnan(value))
      return fail(column, "the value is missing, and there is none before it");
    return llvm::Error::success();
  }

  bool passSeparator() {
    if (table.separator == ' ') {
      skipBlanks();
      return at != end && !endsLine(*at);
    }
    if (at == end || *at != table.separator)
      return false;
    ++at;
    return true;
  }

  llvm::Error endRow(const char *start) {
    const bool returned = at != end && *at == '\r';
    at += returned;
    if (at == end)
      return llvm::Error::success();
    if (*at != '\n')
      return returned ? fail("a carriage return ends no line") : wrongCount(start);
    ++at;
    return llvm::Error::success();
  }

  llvm::StringRef separators() const {
    return table.separator == ' ' ? " \t" : llvm::StringRef(&table.separator, 1);
  }
  size_t separatorIn(llvm::StringRef line) const { return line.find_first_of(separators()); }
  bool isBlank(char c) const { return c == ' ' || (c == '\t' && table.separator != '\t'); }
  void skipBlanks() {
    while (at != end && isBlank(*at))
      ++at;
  }
  static bool endsLine(char c) { return c == '\n' || c == '\r'; }

  llvm::Error wrongCount(const char *start) {
    const llvm::StringRef line(start, size_t(std::find_if(start, end, endsLine) - start));
    return fail("found " + std::to_string(wordsOf(line, table.separator, 1 << 20).size()) +
                " columns, needed " + std::to_string(table.roles.size()));
  }
  llvm::Error fail(size_t column, const std::string &what) {
    return fail("column " + std::to_string(column + 1) + ": " + what);
  }
  llvm::Error fail(const std::string &what) {
    return wrong(file, "row " + support::grouped(number) + ": " + what);
  }

  const File &file;
  const Table &table;
  const char *at, *end;
  const bool hold, apart;
  uint64_t number = 1;
  Rows rows;
};

llvm::Expected<std::vector<Record>> readCsv(const File &file, const Options &options) {
  const bool apart = truth(options, "rows", false);
  llvm::Expected<bool> hold = holdsMissing(file, options);
  if (!hold)
    return hold.takeError();
  if (apart && *hold)
    return wrong(
        file, "missing = \"hold\" is for recordings: rows that are records have no value before");
  llvm::Expected<std::string> bytes = file.read();
  if (!bytes)
    return bytes.takeError();
  llvm::Expected<llvm::StringRef> plain = plainText(file, *bytes);
  if (!plain)
    return plain.takeError();
  llvm::Expected<Table> table = layout(file, *plain, options);
  if (!table)
    return table.takeError();
  llvm::Expected<Rows> rows = Parser(file, *table, *hold, apart).parse();
  if (!rows)
    return rows.takeError();
  if (apart)
    return asRecords(*rows);
  std::vector<Record> records;
  records.push_back(asRecording(std::move(*rows)));
  return records;
}

} // namespace

const Reader &reader_csv() {
  static const Reader reader{
      "csv",
      "tables of text: numbers between commas, semicolons, tabs or blanks",
      Kind::Either,
      {".csv", ".tsv", ".txt", ".dat"},
      {{Argument::Columns, "columns", "the columns that are channels; else all that hold numbers"},
       {Argument::Text, "separator", "\",\", \";\", \"tab\" or \"space\"; else found"},
       {Argument::Truth, "header", "whether the first row names the columns; else found"},
       {Argument::Whole, "skip", "lines before the table", "0"},
       {Argument::Text, "decimal", "\",\" where numbers are written 3,14; with \";\" it is found"},
       {Argument::Whole, "labels", "the column whose text is the label of its row", "", 1},
       rowsArgument(),
       missingArgument()},
      readCsv};
  return reader;
}

} // namespace pnasc::readers
