// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_readers
// Tables of text: what their first lines show, their values, labels, gaps, and the places of
// failures.
#include "readers/Reading.h"

namespace pnasc::readers {
const Reader &reader_csv();
} // namespace pnasc::readers

using namespace pnasc;
using namespace pnasc::readers;

namespace {

Records of(llvm::StringRef bytes, const Options &options = {}) {
  return good(reader_csv(), bytes, options);
}
std::string fault(llvm::StringRef bytes, const Options &options = {}) {
  return said(reader_csv(), bytes, options);
}

void layouts() {
  const std::vector<float> turned = {1, 3, 5, 2.5f, -4, 6};
  for (const char *text :
       {"1,2.5\n3,-4\n5,6\n", "1,2.5\r\n3,-4\r\n5,6",
        "\xef\xbb\xbf"
        "1\t2.5\n3\t-4\n5\t6\n\n\n",
        "1;2,5\n3;-4\n5;6\n", "1;2.5\n3;-4\n5;6\n", "  1   2.5\n3\t-4 \n 5 6\n  \n",
        " 1 , \"2.5\"\n\"3\",-4\n5,6", "1,2.5,\n3,-4,\n5,6,\n", "x,1,2.5\ny,3,-4\nz,5,6\n"}) {
    const Records records = of(text);
    CHECK_EQ(records[0].shape.text(), "2x1x3");
    CHECK(equal(records[0].values, turned));
    CHECK(records[0].channels.empty() && records[0].annotations.empty() && records[0].rate == 0);
  }
  const Records named = of("time,\"a, \"\"b\"\"\"\n1,2\n3,4\n");
  CHECK_EQ(named[0].channels[0] + "|" + named[0].channels[1], "time|a, \"b\"");
  CHECK_EQ(of("day,x\nmon,1\ntue,2\n")[0].channels[0], "x"); // a column of text is no channel
  CHECK_EQ(of("1,2\n3,4\n", {{"header", true}})[0].channels[1], "2");
  CHECK_EQ(of("a\nb\n1 2\n3 4\n", {{"skip", int64_t(2)}})[0].shape.text(), "2x1x2");
  CHECK_EQ(of("1,5\t2,5\n3,5\t4,5\n", {{"decimal", std::string(",")}})[0].values[1], 3.5f);
  CHECK_EQ(of("17\n4\n")[0].shape.text(), "1x1x2");
  CHECK_EQ(
      of("1,2 3\n4,5 6\n", {{"separator", std::string("space")}, {"decimal", std::string(",")}})[0]
          .values[0],
      1.2f);
}

void columnsAreChosen() {
  const char *text = "a,1,2,3\nb,4,5,6\n";
  const Records some = of(text, {{"columns", std::vector<Interval>{{4, 4}, {2, 3}}}});
  CHECK(equal(some[0].values, {3, 6, 1, 4, 2, 5}));
  CHECK(contains(fault(text, {{"columns", std::vector<Interval>{{2, 9}}}}),
                 "columns: number 9 is asked for, there are 4"));
  CHECK(contains(fault(text, {{"columns", std::vector<Interval>{{2, 3}, {3, 3}}}}), "named twice"));
  CHECK(contains(fault(text, {{"columns", std::vector<Interval>{{1, 2}}}}),
                 "cannot read 'f.csv': row 1: column 1: 'a' is no number"));
  CHECK(contains(fault(text, {{"columns", int64_t(2)}, {"labels", int64_t(2)}}),
                 "both label and value"));
  CHECK(contains(fault(text, {{"labels", int64_t(5)}}), "column 5 is asked for, there are 4"));
}

void labels() {
  const char *text = "x,act\n1,sit\n2,sit\n3,\n4,run\n5,sit\n";
  const Options labelled = {{"labels", int64_t(2)}};
  const Record record = of(text, labelled)[0];
  CHECK_EQ(record.shape.text(), "1x1x5");
  std::string runs;
  for (const Annotation &run : record.annotations)
    runs += std::to_string(run.begin) + "-" + std::to_string(run.end) + run.label + " ";
  CHECK_EQ(runs, "0-2sit 3-4run 4-5sit ");
  Options rows = labelled;
  rows["rows"] = true;
  CHECK(contains(fault(text, rows), "row 4: column 2: the label is missing"));
  const Records records = of("1,2,7\n3,4,8\n", {{"labels", int64_t(3)}, {"rows", true}});
  CHECK_EQ(records.size(), 2u);
  CHECK_EQ(records[1].shape.text(), "2x1x1");
  CHECK(equal(records[1].values, {3, 4}));
  CHECK_EQ(records[1].label + records[1].name, "82");
}

void gaps() {
  const Options hold = {{"missing", std::string("hold")}};
  for (const char *gap : {"", "NaN", "?", "nan", "\"\"", "NA"}) {
    const std::string text = std::string("1,2\n3,") + gap + "\n5,6\n";
    CHECK(contains(fault(text), "row 2: column 2: the value is missing"));
    CHECK(equal(of(text, hold)[0].values, {1, 3, 5, 2, 2, 6}));
  }
  CHECK(contains(fault("1,?\n3,4\n", hold),
                 "row 1: column 2: the value is missing, and there is none"));
  CHECK(contains(fault("1,2\n", {{"missing", std::string("zero")}}), "\"hold\" is"));
  CHECK(contains(fault("1,2\n", {{"missing", std::string("hold")}, {"rows", true}}), "recordings"));
  CHECK(equal(
      of("1\t\t\n2\t3\t\n", {{"missing", std::string("hold")}, {"columns", int64_t(1)}})[0].values,
      {1, 2}));
}

void faults() {
  CHECK(contains(fault("1,2\n3,x\xff\n"),
                 "cannot read 'f.csv': row 2: column 2: 'x\\xFF' is no number"));
  CHECK(contains(fault("1,2\n3,1e99\n"), "row 2: column 2: '1e99' is too large"));
  CHECK(contains(fault("1,2\n3,inf\n"), "'inf' is no number"));
  CHECK(contains(fault("1,2\n3,4,5\n"), "row 2: found 3 columns, needed 2"));
  CHECK(contains(fault("1,2\n3\n4,5\n"), "row 2: found 1 columns, needed 2"));
  CHECK(contains(fault("1,2\n\n4,5\n"), "row 2: it is empty"));
  CHECK(contains(fault("1 2\n3 4 5\n"), "row 2: found 3 columns, needed 2"));
  CHECK(contains(fault("1 2\n3\n"), "row 2: found 1 columns, needed 2"));
  CHECK(contains(fault("1,2\n3,\"4\n"), "row 2: column 2: a quote is not closed"));
  CHECK(contains(fault("1,2\n1,2\r3,4\r"), "carriage return"));
  CHECK(contains(fault("1;1\n1;1.234,5\n"), "'1.234,5' is no number"));
  CHECK(contains(fault("a,b\n"), "row 1 is a header, 'a,b', with no rows below it"));
  CHECK(contains(fault("a,b\nc,d\n"), "no column holds numbers"));
  CHECK(contains(fault(" \n"), "it is empty"));
  CHECK(contains(fault("1\n", {{"skip", int64_t(3)}}), "skip = 3: it has 1 lines"));
  CHECK(contains(fault("1,2\n", {{"separator", std::string("|")}}), "'|' is not known"));
  CHECK(contains(fault(std::string("\xff\xfe"
                                   "1\0",
                                   4)),
                 "UTF-16"));
  CHECK(contains(fault(std::string(200000, ',')), "more than 65536 columns"));
}

void large() {
  std::string text = "a,b,c,label\n";
  for (int i = 0; i < 300; ++i)
    text += std::to_string(i) + "," + std::to_string(-i * 0.125) + ",1e-3," + (i < 99 ? "x" : "y") +
            "\n";
  const Record record = of(text, {{"labels", int64_t(4)}})[0];
  for (size_t i = 0; i < 300; ++i)
    CHECK(record.values[i] == float(i) && record.values[300 + i] == -0.125f * float(i));
  CHECK_EQ(record.annotations[1].begin, 99u);
  damage(reader_csv(), text, {{"labels", int64_t(4)}});
  damage(reader_csv(), text.substr(0, 60), {{"labels", int64_t(4)}, {"rows", true}});
}

} // namespace

int main() {
  layouts();
  columnsAreChosen();
  labels();
  gaps();
  faults();
  large();
  return report();
}
