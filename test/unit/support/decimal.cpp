// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_support
// The number parser against the C library.
#include "support/Decimal.h"
#include "Check.h"
#include "support/Random.h"
#include <cstdio>
#include <cstdlib>
#include <cstring>

using namespace pnasc;

namespace {

float parsed(const std::string &text) {
  float value = -12345;
  const char *at = text.data();
  CHECK(support::readDecimal(at, text.data() + text.size(), value));
  CHECK(at == text.data() + text.size());
  return value;
}

void numbers() {
  for (const char *text :
       {"0", "-0", "1", "+2.5", "-0.051", ".5", "5.", "4.6038e-05", "1E3", "-1.5e+2",
        "123456789012345678901234567890", "0.000000000000000000000000000012345",
        "0.1234567890123456789012", "1e-40", "16777217", "3.4028235e38"})
    CHECK_EQ(parsed(text), float(std::strtod(text, nullptr)));
  support::CounterRandom random(1, "numbers");
  char text[64];
  for (uint64_t i = 0; i < 20000; ++i) {
    std::snprintf(text, sizeof text, "%.*g", int(1 + random.below(3 * i, 9)),
                  random.normal(i) * std::pow(10.0, double(random.below(3 * i + 1, 20)) - 10));
    CHECK_EQ(parsed(text), float(std::strtod(text, nullptr)));
  }
  float value;
  for (const char *text : {"", "-", ".", "e5", "nan", "x1"}) {
    const char *at = text;
    CHECK(!support::readDecimal(at, text + std::strlen(text), value) && at == text);
  }
  const std::string comma = "-12,5;";
  const char *at = comma.data();
  CHECK(support::readDecimal(at, at + comma.size(), value, ',') && value == -12.5f && *at == ';');
}

} // namespace

int main() {
  numbers();
  return report();
}
