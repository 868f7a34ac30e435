// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_parse
// What the text of a number stands for: in either base, at both ends of the range, in any locale.
#include "Check.h"
#include "parse/Numbers.h"
#include <clocale>

using pnasc::parse::numberOf;

int main() {
  // Where a locale with a decimal comma is installed it must make no difference.
  std::setlocale(LC_ALL, "de_DE.UTF-8");
  CHECK(numberOf("2.5e-3") == 0.0025);
  CHECK(numberOf("1_000") == 1000.0);
  CHECK(numberOf("0.1") == 0.1);
  CHECK(numberOf("0x2000_0000") == double(0x20000000));
  CHECK(numberOf("0xffffffffffffffff") == 0x1p64);
  CHECK(!numberOf("0x1_0000_0000_0000_0000"));
  CHECK(!numberOf("1e999"));
  CHECK(numberOf("1e308") == 1e308);
  CHECK(numberOf("1e-999") == 0.0);
  CHECK(numberOf("4.9e-324") == 4.9e-324);
  return report();
}
