// SPDX-License-Identifier: Apache-2.0
#include "support/Decimal.h"
#include <algorithm>
#include <cmath>
#include <cstdint>

namespace pnasc::support {

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

bool readDecimal(const char *&at, const char *end, float &value, char point) {
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
  if (p != end && *p == point)
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

} // namespace pnasc::support
