// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_datasets
// Tables without a header, and the places that their failures name.
#include "catalogue/datasets/Csv.h"
#include "Check.h"
#include "Scratch.h"

using namespace pnasc;

namespace {

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
  tables();
  return report();
}
