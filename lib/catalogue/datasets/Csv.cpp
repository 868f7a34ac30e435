// SPDX-License-Identifier: Apache-2.0
#include "catalogue/datasets/Csv.h"
#include "support/Error.h"
#include "support/Units.h"
#include <algorithm>
#include <cmath>

namespace pnasc::datasets {

namespace {

/// Powers of ten that a double holds exactly.
constexpr double Powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                             1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

double scaled(uint64_t mantissa, int exponent) {
  const double m = double(mantissa);
  if (exponent == 0)
    return m;
  if (exponent < 0 && exponent >= -22)
    return m / Powers[-exponent]; // one rounding where the mantissa is below 2^53
  if (exponent > 0 && exponent <= 22)
    return m * Powers[exponent];
  return m * std::pow(10.0, exponent);
}

bool isDigit(char c) { return unsigned(c - '0') < 10; }

/// Digits behind `e` or `E`; leaves `at` alone where there is no exponent.
int readExponent(const char *&at, const char *end) {
  if (at == end || (*at != 'e' && *at != 'E'))
    return 0;
  const char *p = at + 1;
  const bool negative = p != end && *p == '-';
  if (p != end && (*p == '-' || *p == '+'))
    ++p;
  if (p == end || !isDigit(*p))
    return 0;
  int exponent = 0;
  for (; p != end && isDigit(*p); ++p)
    exponent = std::min(exponent * 10 + (*p - '0'), 9999);
  at = p;
  return negative ? -exponent : exponent;
}

} // namespace

bool readDecimal(const char *&at, const char *end, float &value) {
  const char *p = at;
  const bool negative = p != end && *p == '-';
  if (p != end && (*p == '-' || *p == '+'))
    ++p;
  uint64_t mantissa = 0;
  int exponent = 0, digits = 0;
  bool any = false;
  // Past 18 significant digits only the magnitude matters.
  for (; p != end && isDigit(*p); ++p, any = true)
    if (digits < 18) {
      mantissa = mantissa * 10 + unsigned(*p - '0');
      digits += mantissa != 0;
    } else {
      ++exponent;
    }
  if (p != end && *p == '.')
    for (++p; p != end && isDigit(*p); ++p, any = true)
      if (digits < 18) {
        mantissa = mantissa * 10 + unsigned(*p - '0');
        digits += mantissa != 0;
        --exponent;
      }
  if (!any)
    return false;
  exponent += readExponent(p, end);
  const double magnitude = mantissa ? scaled(mantissa, exponent) : 0;
  value = float(negative ? -magnitude : magnitude);
  at = p;
  return true;
}

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
      if (!readDecimal(at, end, row[column]))
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
