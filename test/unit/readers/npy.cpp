// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_readers
// NumPy's arrays, written byte by byte as its format describes them.
#include "Archives.h"
#include "Check.h"
#include "Damage.h"

using namespace pnasc;
using Floats = std::vector<float>;
using Bytes = std::vector<uint8_t>;

namespace {

const Scratch scratch;

template <class T> std::string raw(std::vector<T> values, bool big = false) {
  std::string bytes;
  for (T value : values) {
    std::string one(reinterpret_cast<const char *>(&value), sizeof value);
    if (big)
      std::reverse(one.begin(), one.end());
    bytes += one;
  }
  return bytes;
}

std::string npy(const std::string &type, const std::string &shape, const std::string &values,
                const std::string &order = "False", int version = 1) {
  std::string header =
      "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': (" + shape + "), }";
  const size_t before = version == 1 ? 10 : 12;
  header.append(63 - (before + header.size()) % 64, ' ');
  header += '\n';
  std::string bytes = "\x93NUMPY" + std::string{char(version), '\0'};
  for (size_t i = 0; i < before - 8; ++i)
    bytes += char(header.size() >> (8 * i) & 0xFF);
  return bytes + header + values;
}

std::vector<readers::Record> all(const std::string &bytes, const readers::Options &options = {}) {
  auto records = recordsOf(scratch, "npy", "x", bytes, options);
  if (records)
    return *records;
  CHECK_EQ(llvm::toString(records.takeError()), "");
  return std::vector<readers::Record>(1);
}
std::string said(const std::string &bytes, const readers::Options &options = {}) {
  return messageOf(recordsOf(scratch, "npy", "x", bytes, options));
}
/// Two values of a type, as one recording.
Floats two(const std::string &type, const std::string &values) {
  return all(npy(type, "2,", values), {{"samples", false}}).front().values;
}

void types() {
  CHECK(two("|i1", raw<int8_t>({-3, 7})) == (Floats{-3, 7}));
  CHECK(two("|u1", raw<uint8_t>({3, 250})) == (Floats{3, 250}));
  CHECK(two("|b1", std::string("\0\x01", 2)) == (Floats{0, 1}));
  for (bool big : {false, true}) {
    const std::string order = big ? ">" : "<";
    CHECK(two(order + "i2", raw<int16_t>({-300, 7}, big)) == (Floats{-300, 7}));
    CHECK(two(order + "u2", raw<uint16_t>({60000, 7}, big)) == (Floats{60000, 7}));
    CHECK(two(order + "i4", raw<int32_t>({-70000, 7}, big)) == (Floats{-70000, 7}));
    CHECK(two(order + "u4", raw<uint32_t>({4000000000u, 7}, big)) == (Floats{4e9f, 7}));
    CHECK(two(order + "i8", raw<int64_t>({-5000000000, 7}, big)) == (Floats{-5e9f, 7}));
    CHECK(two(order + "u8", raw<uint64_t>({1ull << 63, 7}, big)) ==
          (Floats{9223372036854775808.f, 7}));
    CHECK(two(order + "f4", raw<float>({-0.1f, 7}, big)) == (Floats{-0.1f, 7}));
    CHECK(two(order + "f8", raw<double>({0.1, 7}, big)) == (Floats{0.1f, 7}));
    CHECK(two(order + "f2", raw<uint16_t>({0x3C00, 0xC500}, big)) == (Floats{1, -5}));
  }
  CHECK(two("<f2", raw<uint16_t>({0x0001, 0x7BFF})) == (Floats{5.9604645e-8f, 65504}));
  CHECK(contains(said(npy("<f2", "1, 2", raw<uint16_t>({0x3C00, 0x7C00}))),
                 "cannot read 'x': value 1 is no finite number of 32 bits"));
  CHECK(contains(said(npy("<f4", "1, 2", raw<float>({NAN, 1}))), "value 0 is no finite number"));
  CHECK(contains(said(npy("<f8", "1, 2", raw<double>({1, 1e300}))), "value 1 is no finite number"));
  CHECK(contains(said(npy("<c8", "1, 1", "12345678")), "values of type '<c8' are not read"));
  CHECK(contains(said(npy("|O", "1, 1", "12345678")), "it holds Python objects"));
}

void versions() {
  for (int version : {1, 2, 3})
    CHECK(all(npy("|i1", "1, 2", "\x01\x02", "False", version))[0].values == (Floats{1, 2}));
  CHECK(all(npy("|i1", "1L, 2L", "\x01\x02"))[0].values == (Floats{1, 2}));
  CHECK(contains(said(npy("|i1", "1, 2", "12", "False", 4)),
                 "needed format version 1, 2 or 3, found 4"));
  CHECK(contains(said(npy("|i1", "1, 2", "1")),
                 "cannot read 'x': it is truncated: it ends at byte 129"));
  CHECK(contains(said(npy("|i1", "1, 2", "123")), "cannot read 'x': it goes on behind byte 130"));
  CHECK(contains(said("something"), "it is not the .npy file that is needed: byte 0"));
}

/// Which value goes where, told by counting up.
void samples() {
  std::vector<uint8_t> counted(24);
  for (size_t i = 0; i < counted.size(); ++i)
    counted[i] = uint8_t(i);
  const std::string values = raw(counted);
  auto series = all(npy("|i1", "4, 6", values));
  CHECK_EQ(series.size(), 4u);
  CHECK_EQ(series[1].name, "1");
  CHECK_EQ(series[1].shape.text(), "1x1x6");
  CHECK(series[1].values == (Floats{6, 7, 8, 9, 10, 11}) && series[1].bytes.empty());
  series = all(npy("|i1", "2, 3, 4", values));
  CHECK_EQ(series[1].shape.text(), "3x1x4");
  CHECK(series[1].values == (Floats{12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23}));
  series = all(npy("|i1", "2, 3, 4", values), {{"channels", std::string("last")}});
  CHECK_EQ(series[1].shape.text(), "4x1x3");
  CHECK(series[1].values == (Floats{12, 16, 20, 13, 17, 21, 14, 18, 22, 15, 19, 23}));
  series = all(npy("|i1", "2, 3, 4", values, "True")); // x[n, c, l] is value n + 2 c + 6 l
  CHECK(series[1].values == (Floats{1, 7, 13, 19, 3, 9, 15, 21, 5, 11, 17, 23}));
  CHECK(contains(said(npy("|i1", "24,", values)), "its shape is (24); with samples = false"));
  CHECK(contains(said(npy("|i1", "2, 3, 2, 2", values)),
                 "images, which have values of type u1, not i1"));
  CHECK(contains(said(npy("|i1", "0, 3", "")), "holds no values: its shape is (0, 3)"));
  CHECK(contains(said(npy("|i1", "0, 2147483647, 2147483647", "")), "holds no values"));
  CHECK(contains(said(npy("|i1", "2147483647, 2147483647, 2147483647", "")),
                 "the shape cannot be right"));
}

void images() {
  std::vector<uint8_t> counted(24);
  for (size_t i = 0; i < counted.size(); ++i)
    counted[i] = uint8_t(i);
  const std::string values = raw(counted);
  auto grey = all(npy("|u1", "2, 3, 4", values));
  CHECK_EQ(grey[1].shape.text(), "1x3x4");
  CHECK(grey[1].bytes == Bytes(counted.begin() + 12, counted.end()) && grey[1].values.empty());
  const Bytes planes = {12, 15, 18, 21, 13, 16, 19, 22, 14, 17, 20, 23};
  auto colour = all(npy("|u1", "2, 2, 2, 3", values));
  CHECK_EQ(colour[1].shape.text(), "3x2x2");
  CHECK(colour[1].bytes == planes);
  colour = all(npy("|u1", "2, 3, 2, 2", values));
  CHECK_EQ(colour[1].shape.text(), "3x2x2");
  CHECK(colour[1].bytes == Bytes(counted.begin() + 12, counted.end()));
  auto series = all(npy("|u1", "2, 3, 4", values), {{"channels", std::string("first")}});
  CHECK_EQ(series[1].shape.text(), "3x1x4");
  CHECK(series[1].bytes.empty() && series[1].values[0] == 12);
  const std::string either = npy("|u1", "2, 3, 4, 1", values);
  CHECK(contains(said(either), "channels = \"first\" or \"last\" has to say which"));
  CHECK_EQ(all(either, {{"channels", std::string("last")}})[0].shape.text(), "1x3x4");
  CHECK_EQ(all(either, {{"channels", std::string("first")}})[0].shape.text(), "3x4x1");
  CHECK(contains(said(npy("|u1", "2, 2, 3, 2", values)), "no axis for the channels has 1 or 3"));
  CHECK(contains(said(either, {{"channels", std::string("middle")}}), "not 'middle'"));
}

void recording() {
  const std::string values = raw<float>({1, 2, 3, 4, 5, 6});
  const readers::Options one = {{"samples", false}};
  auto rows = all(npy("<f4", "3, 2", values), one);
  CHECK_EQ(rows.size(), 1u);
  CHECK_EQ(rows[0].name, "");
  CHECK_EQ(rows[0].shape.text(), "2x1x3");
  CHECK(rows[0].values == (Floats{1, 3, 5, 2, 4, 6}));
  CHECK(all(npy("<f4", "3, 2", values, "True"), one)[0].values == (Floats{1, 2, 3, 4, 5, 6}));
  auto first =
      all(npy("<f4", "3, 2", values), {{"samples", false}, {"channels", std::string("first")}});
  CHECK_EQ(first[0].shape.text(), "3x1x2");
  CHECK(first[0].values == (Floats{1, 2, 3, 4, 5, 6}));
  CHECK(contains(said(npy("<f4", "1, 3, 2", values), one), "one recording has one axis"));
}

std::string npz(const std::vector<Entry> &entries) { return archived("zip", "none", entries); }

void zipped() {
  const std::string x = npy("|i1", "2, 2", "\x01\x02\x03\x04");
  const Entry data{"x.npy", x}, labels{"y.npy", npy("<i8", "2, 1", raw<int64_t>({-7, 9}))};
  CHECK(all(npz({data}))[1].values == (Floats{3, 4}));
  CHECK(contains(said(npz({data, labels})), "it holds array 'x' and 'y'; `array` has to say"));
  readers::Options options = {{"array", std::string("x")}, {"labels", std::string("y")}};
  CHECK_EQ(all(npz({data, labels}), options)[1].label, "9");
  CHECK_EQ(all(npz({labels, data}), {{"labels", std::string("y")}})[0].label, "-7");
  auto label = [&](const std::string &type, const std::string &values) {
    return all(npz({data, {"y.npy", npy(type, "2,", values)}}), options)[1].label;
  };
  CHECK_EQ(label("|u1", "\x05\x06"), "6");
  CHECK_EQ(label("|b1", std::string("\0\x01", 2)), "1");
  CHECK_EQ(label("|S3", std::string("a\0\0bcd", 6)), "bcd");
  CHECK_EQ(label("<U2", raw<uint32_t>({'a', 0, 0xE9, 0x1F600})), "\xC3\xA9\xF0\x9F\x98\x80");
  CHECK_EQ(label(">U2", raw<uint32_t>({'a', 0, 0xE9, 0}, true)), "\xC3\xA9");
  auto refused = [&](const std::string &type, const std::string &shape, const std::string &values) {
    return said(npz({data, {"y.npy", npy(type, shape, values)}}), options);
  };
  CHECK(contains(refused("<U1", "2,", raw<uint32_t>({'a', 0xD800})), "label 1 is not UTF-8"));
  CHECK(contains(refused("|S1", "2,", "\xFF\x01"), "label 0 is not UTF-8"));
  CHECK(contains(refused("<f4", "2,", raw<float>({1, 2})),
                 "whole numbers or text, these have type '<f4'"));
  CHECK(contains(refused("|i1", "3,", "123"), "it has 3 labels of 2 samples"));
  CHECK(contains(refused("|i1", "2,", "1"), "'x': the array of labels is truncated"));
  CHECK(contains(said(npz({data}), options), "it does not hold array 'y'"));
  CHECK(contains(said(npz({labels}), options), "it does not hold array 'x'"));
  CHECK(contains(said(npz({{"text", "1"}})), "it does not hold an array"));
  CHECK(contains(said(npz({data, data})), "it holds array 'x' and 'x'"));
  CHECK(contains(said(npz({data, data}), {{"array", std::string("x")}}), "'x'"));
  CHECK(contains(said(npz({{"../x.npy", x}})), "it leaves the folder"));
  CHECK(contains(said(x, options), "it is one array without a name: `array` is of .npz files"));
}

void damaged() {
  const std::string x = npy("<f4", "3, 2", raw<float>({1, 2, 3, 4, 5, 6}));
  damageRead(scratch, "npy", "x.npy", x);
  damageRead(scratch, "npy", "images.npy", npy("|u1", "2, 2, 2, 3", std::string(24, 'x')));
  damageRead(scratch, "npy", "x.npz",
             npz({{"x.npy", x}, {"y.npy", npy("<U1", "3,", raw<uint32_t>({'a', 'b', 'c'}))}}),
             {{"array", std::string("x")}, {"labels", std::string("y")}});
}

} // namespace

int main() {
  types();
  versions();
  samples();
  images();
  recording();
  zipped();
  damaged();
  return report();
}
