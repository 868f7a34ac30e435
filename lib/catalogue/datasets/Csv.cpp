// SPDX-License-Identifier: Apache-2.0
#include "catalogue/datasets/Csv.h"
#include "support/Decimal.h"
#include "support/Error.h"
#include "support/Units.h"
#include <algorithm>
#include <cmath>

namespace pnasc::datasets {

namespace {

class Parser {
public:
  Parser(llvm::StringRef path, llvm::StringRef text, size_t columns)
      : path(path), at(text.begin()), end(text.end()), columns(columns) {}

  llvm::Expected<Table> parse() {
    Table table;
    table.columns = columns;
    table.values.reserve(size_t(end - at) / 6);
    float row[64];
    for (rowNumber = 1; at != end; ++rowNumber) {
      if (llvm::Error error = parseRow(row))
        return error;
      table.values.insert(table.values.end(), row, row + columns);
    }
    if (table.values.empty())
      return support::environment("'" + path.str() + "' is empty");
    return table;
  }

private:
  llvm::Error parseRow(float *row) {
    const char *const start = at;
    for (size_t column = 0; column < columns; ++column) {
      skipBlanks();
      if (!support::readDecimal(at, end, row[column]))
        return wrongValue(start, column);
      if (!std::isfinite(row[column]))
        return fail("column " + std::to_string(column + 1) + " is too large");
      skipBlanks();
      if (column + 1 == columns)
        break;
      if (at == end || *at != ',')
        return wrongSeparator(start, column);
      ++at;
    }
    if (at != end && *at == '\r')
      ++at;
    if (at == end)
      return llvm::Error::success();
    if (*at != '\n')
      return wrongSeparator(start, columns - 1);
    ++at;
    return llvm::Error::success();
  }

  void skipBlanks() {
    while (at != end && (*at == ' ' || *at == '\t'))
      ++at;
  }

  static bool endsLine(char c) { return c == '\n' || c == '\r'; }

  llvm::Error wrongValue(const char *start, size_t column) {
    if (at == end)
      return truncated(column);
    if (endsLine(*at))
      return wrongCount(start);
    const char *stop = std::find_if(at, end, [](char c) { return c == ',' || endsLine(c); });
    std::string word;
    for (const char *p = at; p != stop && word.size() < 24; ++p)
      word += *p >= 32 && *p < 127 ? *p : '?';
    return fail("column " + std::to_string(column + 1) + ": '" + word + "' is no number");
  }

  llvm::Error wrongSeparator(const char *start, size_t column) {
    if (at == end)
      return truncated(column + 1);
    if (endsLine(*at) || *at == ',')
      return wrongCount(start);
    return fail("column " + std::to_string(column + 1) + ": a number is followed by '" +
                std::string(1, *at >= 32 && *at < 127 ? *at : '?') + "'");
  }

  llvm::Error wrongCount(const char *start) {
    const char *stop = std::find_if(start, end, endsLine);
    return fail("found " + std::to_string(std::count(start, stop, ',') + 1) + " columns, needed " +
                std::to_string(columns));
  }

  llvm::Error truncated(size_t found) {
    return fail("the file is truncated: it ends behind " + std::to_string(found) + " of " +
                std::to_string(columns) + " columns");
  }

  llvm::Error fail(const std::string &what) {
    return support::environment("'" + path.str() + "', row " + support::grouped(rowNumber) + ": " +
                                what);
  }

  llvm::StringRef path;
  const char *at, *end;
  size_t columns, rowNumber = 1;
};

} // namespace

llvm::Expected<Table> parseCsv(llvm::StringRef path, llvm::StringRef text, size_t columns) {
  assert(columns > 0 && columns <= 64);
  return Parser(path, text, columns).parse();
}

} // namespace pnasc::datasets
