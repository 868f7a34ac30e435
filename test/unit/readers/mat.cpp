// SPDX-License-Identifier: Apache-2.0
// LINK: pnasc_readers
// MATLAB's files: version 5 written byte by byte here, compressed ones and 7.3 by the library.
#include "readers/Reading.h"
#include <cstring>
#include <matio.h>

namespace pnasc::readers {
const Reader &reader_mat();
} // namespace pnasc::readers

using namespace pnasc;
using namespace pnasc::readers;

namespace {

template <class T> std::string raw(T value) { // little-endian, as this machine is
  std::string bytes(sizeof value, 0);
  std::memcpy(bytes.data(), &value, sizeof value);
  return bytes;
}

std::string element(uint32_t type, const std::string &data) {
  return raw(type) + raw(uint32_t(data.size())) + data + std::string((8 - data.size() % 8) % 8, 0);
}

/// A matrix of doubles, column by column, stored as doubles (class 6, type 9).
std::string matrix(const std::string &name, int32_t rows, int32_t columns,
                   const std::vector<double> &values, uint32_t flags = 6) {
  std::string data;
  for (double value : values)
    data += raw(value);
  const std::string body = element(6, raw(flags) + raw(uint32_t(0))) +
                           element(5, raw(rows) + raw(columns)) + element(1, name) +
                           element(9, data);
  return raw(uint32_t(14)) + raw(uint32_t(body.size())) + body;
}

std::string version5(const std::string &elements) {
  std::string head = "MATLAB 5.0 MAT-file, by hand";
  head.resize(124, ' ');
  return head + std::string("\0\1IM", 4) + elements;
}

/// x: 3 x 2 of T, and a scalar, as the library writes them.
template <class T>
std::string written(mat_ft version, matio_classes kind, matio_types type, matio_compression how) {
  const Scratch scratch;
  const std::string path = scratch / "f.mat";
  mat_t *mat = Mat_CreateVer(path.c_str(), nullptr, version);
  T values[6] = {1, 2, 3, 40, 50, 60}, one[1] = {7};
  size_t sizes[2] = {3, 2}, single[2] = {1, 1};
  matvar_t *x = Mat_VarCreate("x", kind, type, 2, sizes, values, 0);
  matvar_t *n = Mat_VarCreate("n", kind, type, 2, single, one, 0);
  CHECK(Mat_VarWrite(mat, n, how) == 0 && Mat_VarWrite(mat, x, how) == 0);
  Mat_VarFree(x), Mat_VarFree(n), Mat_Close(mat);
  return llvm::cantFail(support::readFile(path));
}

std::string fault(const std::string &bytes, const Options &options = {}) {
  return said(reader_mat(), bytes, options);
}

void byHand() {
  const std::string bytes = version5(matrix("X097_DE_time", 3, 2, {1, 2, 3, -4, 5.5, 6}) +
                                     matrix("X097RPM", 1, 1, {1796}));
  const Record record = good(reader_mat(), bytes)[0];
  CHECK_EQ(record.shape.text(), "2x1x3");
  CHECK(equal(record.values, {1, 2, 3, -4, 5.5f, 6}));
  CHECK(equal(good(reader_mat(), bytes, {{"columns", int64_t(2)}})[0].values, {-4, 5.5f, 6}));
  const Record turned = good(reader_mat(), bytes, {{"transpose", true}})[0];
  CHECK_EQ(turned.shape.text(), "3x1x2");
  CHECK(equal(turned.values, {1, -4, 2, 5.5f, 3, 6}));
  const Records rows = good(reader_mat(), bytes, {{"rows", true}});
  CHECK(rows.size() == 3 && rows[1].shape.text() == "2x1x1" && equal(rows[1].values, {2, 5.5f}));
  CHECK(equal(good(reader_mat(), bytes, {{"variable", std::string("*RPM")}})[0].values, {1796}));
  CHECK_EQ(good(reader_mat(), version5(matrix("v", 1, 4, {1, 2, 3, 4})))[0].shape.text(), "1x1x4");
}

void byTheLibrary() {
  for (mat_ft version : {MAT_FT_MAT5, MAT_FT_MAT73})
    for (matio_compression how : {MAT_COMPRESSION_NONE, MAT_COMPRESSION_ZLIB})
      for (const std::string &bytes : {written<double>(version, MAT_C_DOUBLE, MAT_T_DOUBLE, how),
                                       written<float>(version, MAT_C_SINGLE, MAT_T_SINGLE, how),
                                       written<int16_t>(version, MAT_C_INT16, MAT_T_INT16, how),
                                       written<uint8_t>(version, MAT_C_UINT8, MAT_T_UINT8, how),
                                       written<int64_t>(version, MAT_C_INT64, MAT_T_INT64, how)}) {
        const Record record = good(reader_mat(), bytes)[0];
        CHECK_EQ(record.shape.text(), "2x1x3");
        CHECK(equal(record.values, {1, 2, 3, 40, 50, 60}));
        for (size_t left : {bytes.size() - 1, bytes.size() / 2, size_t(200), size_t(100)})
          CHECK(contains(fault(bytes.substr(0, left)), "cannot read 'f.mat'"));
      }
}

void faults() {
  const std::string two =
      version5(matrix("a", 1, 2, {1, 2}) + matrix("b", 2, 2, {1, std::nan(""), 3, 4}));
  CHECK(contains(fault(two), "2 arrays are there, variable = \"...\" names one: 'a' 1x2, 'b' 2x2"));
  CHECK(contains(fault(two, {{"variable", std::string("c*")}}),
                 "no array called 'c*'; it holds 'a' 1x2, 'b' 2x2"));
  const Options b = {{"variable", std::string("b")}};
  CHECK(contains(fault(two, b), "row 2, column 1: the value is not finite"));
  Options held = b;
  held["missing"] = std::string("hold");
  CHECK(equal(good(reader_mat(), two, held)[0].values, {1, 1, 3, 4}));
  CHECK(contains(fault(two, {{"variable", std::string("a")}, {"columns", int64_t(2)}}),
                 "columns: number 2 is asked for, there is 1"));
  CHECK(contains(fault(version5(matrix("huge", 2000000000, 2000000000, {1, 2}))), "more than"));
  CHECK(contains(fault(version5(matrix("large", 20000, 10000, {1, 2}))), "damaged"));
  CHECK(contains(fault(version5(matrix("minus", -3, 2, {1, 2}))), "cannot read"));
  CHECK(contains(fault(version5(matrix("z", 1, 2, {1, 2}, 6 | 0x800))), "cannot read"));
  CHECK(contains(fault(version5("")), "it holds no variables"));
  CHECK(contains(fault(version5(raw(uint64_t(3)))), "variable 1: it is truncated or no variable"));
  CHECK(contains(fault("1,2,3\n"), "it is no MATLAB file"));
  CHECK(contains(fault(""), "it is no MATLAB file"));
}

} // namespace

int main() {
  byHand();
  byTheLibrary();
  faults();
  damage(reader_mat(), version5(matrix("x", 3, 2, {1, 2, 3, -4, 5.5, 6})));
  damage(reader_mat(),
         written<float>(MAT_FT_MAT5, MAT_C_SINGLE, MAT_T_SINGLE, MAT_COMPRESSION_ZLIB));
  damage(reader_mat(),
         written<double>(MAT_FT_MAT73, MAT_C_DOUBLE, MAT_T_DOUBLE, MAT_COMPRESSION_NONE), {}, 1000);
  return report();
}
