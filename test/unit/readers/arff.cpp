// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_readers
// WEKA's files: series, features, relational series, and the places of failures.
#include "readers/Reading.h"

namespace pnasc::readers {
const Reader &reader_arff();
} // namespace pnasc::readers

using namespace pnasc;
using namespace pnasc::readers;

namespace {

const std::string Flat =
    "% by hand\n@relation 'a toy'\n\n@attribute att0 numeric\n"
    "@ATTRIBUTE 'petal, width' REAL\n@attribute target {1, 'not 1',2}\n\n@data\n";
const std::string Bag = "@relation bag\n@attribute series relational\n@attribute a0 numeric\n"
                        "@attribute a1 numeric\n@attribute a2 numeric\n@end series\n"
                        "@attribute class {Run,Walk}\n@data\n";

Records of(const std::string &bytes, const Options &options = {}) {
  return good(reader_arff(), bytes, options);
}
std::string fault(const std::string &bytes, const Options &options = {}) {
  return said(reader_arff(), bytes, options);
}

void flat() {
  const std::string text = Flat + "1.5,-2,1\n% between\n 3 , 4 , 'not 1'\r\n";
  const Records records = of(text);
  CHECK_EQ(records.size(), 2u);
  CHECK_EQ(records[0].shape.text(), "1x1x2");
  CHECK(equal(records[0].values, {1.5f, -2}) && equal(records[1].values, {3, 4}));
  CHECK_EQ(records[0].label + "|" + records[1].label, "1|not 1");
  const Records features = of(text, {{"table", true}});
  CHECK_EQ(features[1].shape.text(), "2x1x1");
  CHECK_EQ(features[1].channels[1], "petal, width");
  CHECK(equal(features[1].values, {3, 4}));
  CHECK_EQ(of("@attribute a real\n@attribute b real\n@data\n1,2\n")[0].shape.text(), "1x1x2");
  CHECK_EQ(of("@attribute a real\n@attribute b real\n@data\n1,2\n")[0].label, "");
}

void relational() {
  const Records records = of(Bag + "'1,2,3\\n4,5,-6.5',Run\n\"7,8,9\\n0,0,0\",Walk\n");
  CHECK_EQ(records[0].shape.text(), "2x1x3");
  CHECK(equal(records[0].values, {1, 2, 3, 4, 5, -6.5f}));
  CHECK_EQ(records[1].label, "Walk");
  const std::string gap = Bag + "'1,2,3\\n4,5,?',Run\n";
  CHECK(contains(fault(gap), "line 9: a series of 2 values where 3 are needed"));
  CHECK(equal(of(gap, {{"pad", true}})[0].values, {1, 2, 3, 4, 5, 5}));
  CHECK(contains(fault(Bag + "'1,?,3',Run\n"), "line 9: channel 1, value 2: the value is missing"));
  CHECK(equal(of(Bag + "'1,?,3',Run\n", {{"missing", std::string("hold")}})[0].values, {1, 1, 3}));
}

void faults() {
  CHECK(
      contains(fault(Flat + "1,x,1\n"), "cannot read 'f.arff': line 9: value 2: 'x' is no number"));
  CHECK(contains(fault(Flat + "1,2,3\n"), "the label '3' is none of the classes"));
  CHECK(contains(fault(Flat + "1,2\n"), "found fewer than 3 values"));
  CHECK(contains(fault(Flat + "1,2,1,5\n"), "found more than the attributes"));
  CHECK(contains(fault(Flat + "1,?,1\n", {{"table", true}}), "value 2: the value is missing"));
  CHECK(contains(fault(Flat + "{0 1, 2 1}\n"), "sparse data is not read"));
  CHECK(contains(fault(Flat), "it holds no samples"));
  CHECK(contains(fault(Bag + "1,2,3,Run\n"), "series in quotes are needed"));
  CHECK(contains(fault(Bag + "'1,2\\n3,4',Run\n"), "a series of 2 values, needed 3"));
  CHECK(contains(fault(Bag + "'1,2,3'\n"), "there is no class behind the series"));
  CHECK(contains(fault(Bag + "'1,2,3,Run\n"), "series in quotes are needed"));
  CHECK(contains(fault(Bag + "'1,2,3\\n',Run\n'1,2,3\\n4,5,6',Run\n"), "channels"));
  CHECK(contains(fault(Bag + "'1,2,3',Run\n", {{"table", true}}), "relational"));
  CHECK(contains(fault("@attribute when date\n@data\n1\n"), "attribute 'when' is 'date'"));
  CHECK(contains(fault("@attribute c {a,b}\n@attribute n real\n@data\n"), "only the last"));
  CHECK(contains(fault("@attribute c {a,b\n"), "not closed"));
  CHECK(contains(fault("@attribute a real\n"), "it ends before @data"));
  CHECK(contains(fault("@attribute c {a}\n@data\na\n"), "no numeric attribute"));
  CHECK(contains(fault("1,2\n"), "line 1: '1,2' is no line of a header"));
  CHECK(contains(fault("@attribute s relational\n@data\n"), "is not ended"));
  CHECK(contains(fault(""), "it is empty"));
}

} // namespace

int main() {
  flat();
  relational();
  faults();
  damage(reader_arff(), Flat + "1.5,-2,1\n3,4,'not 1'\n5,6,2\n");
  damage(reader_arff(), Bag + "'1,2,3\\n4,5,-6.5',Run\n\"7,8,9\\n0,0,?\",Walk\n", {{"pad", true}});
  return report();
}
