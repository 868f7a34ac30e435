// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_readers
// Labelled series: headers and tables of the archives, gaps, lengths, and the places of failures.
#include "readers/Reading.h"

namespace pnasc::readers {
const Reader &reader_ts();
} // namespace pnasc::readers

using namespace pnasc;
using namespace pnasc::readers;

namespace {

const std::string Head = "#who made it\n@problemName Toy\n@timeStamps false\n@missing false\n"
                         "@univariate false\n@dimensions 2\n@equalLength true\n@seriesLength 3\n"
                         "@classLabel true up -1 down\n@data\n";
const std::string Loose = "@univariate true\n@classLabel true a b\n@data\n";

Records of(const std::string &bytes, const Options &options = {}) {
  return good(reader_ts(), bytes, options);
}
std::string fault(const std::string &bytes, const Options &options = {}) {
  return said(reader_ts(), bytes, options);
}

void headed() {
  const Records records = of(Head + "1,2,3:-4.5,5e-1,6:up\r\n7,8,9:0,0,1:-1\n\n");
  CHECK_EQ(records.size(), 2u);
  CHECK_EQ(records[0].shape.text(), "2x1x3");
  CHECK(equal(records[0].values, {1, 2, 3, -4.5f, 0.5f, 6}));
  CHECK_EQ(records[0].label + " " + records[1].label + " " + records[1].name, "up -1 2");
  CHECK_EQ(of("@TimeStamps false\n@classLabel false\n@data\n1,2\n")[0].label, "");
  CHECK_EQ(of("@targetLabel true\n@data\n1,2:3.25\n")[0].label, "3.25");
}

void tables() {
  for (const char *text : {"2\t1.5\t-2\n1\t3\t4\n", "  2.0000000e+00   1.5  -2.0e+00\n 1  3 4 \n",
                           "2,1.5,-2\n1,3,4", "\n2.0\t1.5\t-2\t NaN\n1\t3\t4\tNaN\n"}) {
    const Records records = of(text);
    CHECK_EQ(records.size(), 2u);
    CHECK_EQ(records[0].shape.text(), "1x1x2");
    CHECK(equal(records[0].values, {1.5f, -2}));
    CHECK_EQ(records[0].label + records[1].label, "21");
  }
  CHECK_EQ(of("walk 1 2\n")[0].label, "walk");
  CHECK(contains(fault("1 2 3\n4\n"), "line 2: a label and values are needed, this is '4'"));
  CHECK(contains(fault("1\tNaN\tNaN\n"), "line 1: a series is empty"));
}

void lengths() {
  const std::string text = Loose + "1,2,3:a\n4,5:b\n";
  CHECK(contains(fault(text), "line 5: a series of 2 values where 3 are needed; pad = true"));
  CHECK(equal(of(text, {{"pad", true}})[1].values, {4, 5, 5}));
  const Records longer = of(text, {{"pad", true}, {"length", int64_t(4)}});
  CHECK(equal(longer[0].values, {1, 2, 3, 3}) && equal(longer[1].values, {4, 5, 5, 5}));
  CHECK(contains(fault(text, {{"pad", true}, {"length", int64_t(2)}}), "of 3 values where 2"));
  CHECK(contains(fault(text, {{"length", int64_t(3)}}), "line 5"));
  CHECK(contains(fault("@data\n1,2:3\n"), "line 2: a series of 1 values where 2 are needed"));
  CHECK(contains(fault(text, {{"pad", true}, {"length", int64_t(1000000000)}}),
                 "more than 536,870,912 values"));
}

void gaps() {
  const Options hold = {{"missing", std::string("hold")}};
  const std::string text = Loose + "1,?,3:a\n4,5,NaN:b\n";
  CHECK(contains(fault(text), "line 4: channel 1, value 2: the value is missing"));
  CHECK(equal(of(text, hold)[0].values, {1, 1, 3}) && equal(of(text, hold)[1].values, {4, 5, 5}));
  CHECK(contains(fault(Loose + "?,2:a\n", hold), "there is none before it"));
  CHECK(contains(fault(Loose + "1,,2:a\n"), "value 2: the value is missing"));
}

void faults() {
  CHECK(contains(fault(Head + "1,2,3:4,5,x:up\n"),
                 "cannot read 'f.ts': line 11: value 3: 'x' is no number"));
  CHECK(contains(fault(Head + "1,2,3:up\n"), "line 11: found 1 channels, the header says 2"));
  CHECK(contains(fault(Head + "1,2:4,5:up\n"), "a series of 2 values, @seriesLength is 3"));
  CHECK(contains(fault(Head + "1,2,3:4,5,6:left\n"), "the label 'left' is none of @classLabel"));
  CHECK(contains(fault(Head + "1,2,3:4,5,6:\n"), "the label is missing"));
  CHECK(contains(fault(Loose + "1,2,3\n"), "there is no label behind a colon"));
  CHECK(contains(fault(Loose + "1,2:3,4:a\n"), "found 2 channels, the header says 1"));
  CHECK(contains(fault("@data\n1,2\n1,2:3,4\n"), "line 3: 2 channels, those before it have 1"));
  CHECK(contains(fault(Loose), "it holds no samples"));
  CHECK(contains(fault("@univariate true\n"), "it ends before @data"));
  CHECK(
      contains(fault("@univariate maybe\n@data\n1\n"), "line 1: @univariate needs true or false"));
  CHECK(contains(fault("@dimensions many\n"), "needs a number"));
  CHECK(contains(fault("@timeStamps true\n"), "time stamps are not read"));
  CHECK(contains(fault("@a\nb\n"), "line 2: a line of the header begins with @, this is 'b'"));
  CHECK(contains(fault(Loose + "1e99:a\n"), "'1e99' is too large"));
  CHECK(contains(fault(""), "it is empty"));
}

} // namespace

int main() {
  headed();
  tables();
  lengths();
  gaps();
  faults();
  std::string rows;
  for (int i = 0; i < 20; ++i)
    rows += std::to_string(i) + ",2,-3.5:4,5e-3,6:" + (i % 2 ? "up\n" : "down\n");
  damage(reader_ts(), Head + rows);
  damage(reader_ts(), Loose + "1,2,?:a\n4,5:b\n",
         {{"pad", true}, {"missing", std::string("hold")}});
  damage(reader_ts(), "2\t1.5\t-2\n1\t3\t4\n3\t3\tNaN\n", {{"pad", true}});
  return report();
}
