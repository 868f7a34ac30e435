// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_datasets
// The number parser against the C library, and the places that its failures name.
#include "catalogue/datasets/Csv.h"
#include "Check.h"
#include "Scratch.h"
#include "support/Random.h"
#include <cstdio>

using namespace pnasc;

namespace {

float parsed(const std::string &text) {
  float value = -12345;
  const char *at = text.data();
  CHECK(datasets::readDecimal(at, text.data() + text.size(), value));
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
    CHECK(!datasets::readDecimal(at, text + std::strlen(text), value) && at == text);
  }
}

std::string said(llvm::StringRef text) { return messageOf(datasets::parseCsv("f.csv", text, 3)); }

void tables() {
  datasets::Table table =
      llvm::cantFail(datasets::parseCsv("f.csv", "1,2,3\r\n 4 ,\t5,-6e0\n7,8,9", 3));
  CHECK_EQ(table.rows(), 3u);
  CHECK_EQ(table.values[5], -6.0f);
  CHECK_EQ(table.values[8], 9.0f);
  CHECK(contains(said("1,2,3\n4,5\n"), "'f.csv', row 2: found 2 columns, needed 3"));
  CHECK(contains(said("1,2,3\n4,5,6,7\n"), "row 2: found 4 columns, needed 3"));
  CHECK(contains(said("1,2,3\n\n4,5,6\n"), "row 2: found 1 columns, needed 3"));
  CHECK(contains(said("1,abc,3\n"), "row 1: column 2: 'abc' is no number"));
  CHECK(contains(said("1,nan,3\n"), "row 1: column 2: 'nan' is no number"));
  CHECK(contains(said("1,2;3\n"), "column 2: a number is followed by ';'"));
  CHECK(contains(said("1,2,3\n4,"), "row 2: the file is truncated: it ends behind 1 of 3 columns"));
  CHECK(
      contains(said("1,2,3\n4,5"), "row 2: the file is truncated: it ends behind 2 of 3 columns"));
  CHECK(contains(said("1,1e99,3\n"), "column 2 is too large"));
  CHECK(contains(said(""), "'f.csv' is empty"));
}

} // namespace

int main() {
  numbers();
  tables();
  return report();
}
