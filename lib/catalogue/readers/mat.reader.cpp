// SPDX-License-Identifier: Apache-2.0
// Arrays in MATLAB's files, versions 5 and 7.3: the columns of one variable are channels.
#include "catalogue/readers/Mat.h"
#include "catalogue/readers/Choose.h"
#include "catalogue/readers/Reader.h"
#include "catalogue/readers/Rows.h"
#include "catalogue/readers/Words.h"
#include "support/Units.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <cmath>

namespace pnasc::readers {

namespace {

/// Bytes out of an archive under a path, which HDF5 wants: neither a descriptor will do nor a file
/// without a name.
struct Temporary {
  llvm::SmallString<128> path;
  std::error_code write(llvm::StringRef bytes) {
    int number = -1;
    if (std::error_code code = llvm::sys::fs::createTemporaryFile("pnasc", "mat", number, path))
      return code;
    llvm::raw_fd_ostream stream(number, /*shouldClose=*/true);
    stream << bytes;
    stream.close();
    const std::error_code code = stream.error();
    stream.clear_error();
    return code;
  }
  ~Temporary() {
    if (!path.empty())
      llvm::sys::fs::remove(path);
  }
};

llvm::Expected<Matrix> readMatrix(const File &file, const Options &options) {
  llvm::Expected<std::string> bytes = file.read();
  if (!bytes)
    return bytes.takeError();
  const llvm::StringRef order = llvm::StringRef(*bytes).substr(126, 2);
  if (!llvm::StringRef(*bytes).startswith("MATLAB") || bytes->size() < 128 ||
      (order != "IM" && order != "MI"))
    return wrong(file, "it is no MATLAB file of version 5 or 7.3");
  const uint8_t version = uint8_t((*bytes)[order == "IM" ? 125 : 124]);
  if (version == 1)
    return readMatFive(file, options, *bytes);
  if (version != 2)
    return wrong(file, "it is a MATLAB file of an unknown version");
  if (file.member.empty())
    return readMatSeven(file, options, file.path);
  Temporary copy;
  if (std::error_code code = copy.write(*bytes))
    return wrong(file, "no room for it beside its archive: " + code.message());
  return readMatSeven(file, options, copy.path.str().str());
}

Matrix transposed(const Matrix &matrix) {
  Matrix turned{matrix.columns, matrix.rows, std::vector<float>(matrix.values.size())};
  for (size_t column = 0; column < matrix.columns; ++column)
    for (size_t row = 0; row < matrix.rows; ++row)
      turned.values[row * matrix.columns + column] = matrix.values[column * matrix.rows + row];
  return turned;
}

llvm::Error fillGaps(const File &file, Matrix &matrix, size_t column, bool hold) {
  float *values = matrix.values.data() + column * matrix.rows;
  for (size_t row = 0; row < matrix.rows; ++row) {
    if (std::isfinite(values[row]))
      continue;
    if (!hold || row == 0 || !std::isnan(values[row]))
      return wrong(file, "row " + support::grouped(row + 1) + ", column " +
                             std::to_string(column + 1) + ": the value is not finite");
    values[row] = values[row - 1];
  }
  return llvm::Error::success();
}

Record recording(const Matrix &matrix, const std::vector<size_t> &chosen) {
  Record record;
  record.shape = {int64_t(chosen.size()), 1, int64_t(matrix.rows)};
  for (size_t column : chosen) {
    const auto from = matrix.values.begin() + ptrdiff_t(column * matrix.rows);
    record.values.insert(record.values.end(), from, from + ptrdiff_t(matrix.rows));
  }
  return record;
}

std::vector<Record> apart(const Matrix &matrix, const std::vector<size_t> &chosen) {
  Rows rows;
  rows.width = chosen.size();
  for (size_t row = 0; row < matrix.rows; ++row)
    for (size_t column : chosen)
      rows.values.push_back(matrix.values[column * matrix.rows + row]);
  return asRecords(rows);
}

llvm::Expected<std::vector<Record>> readMat(const File &file, const Options &options) {
  llvm::Expected<bool> hold = holdsMissing(file, options);
  if (!hold)
    return hold.takeError();
  llvm::Expected<Matrix> matrix = readMatrix(file, options);
  if (!matrix)
    return matrix.takeError();
  const bool rows = truth(options, "rows", false);
  if (truth(options, "transpose", false) || (!rows && matrix->rows == 1))
    *matrix = transposed(*matrix); // a vector is one channel, however it lies
  llvm::Expected<std::vector<size_t>> chosen =
      chosenColumns(file, options, "columns", matrix->columns);
  if (!chosen)
    return chosen.takeError();
  for (size_t column : *chosen)
    if (llvm::Error error = fillGaps(file, *matrix, column, *hold && !rows))
      return error;
  if (rows)
    return apart(*matrix, *chosen);
  return std::vector<Record>{recording(*matrix, *chosen)};
}

} // namespace

const Reader &reader_mat() {
  static const Reader reader{
      "mat",
      "an array of MATLAB's files, versions 5 and 7.3: columns are channels, a vector is one",
      Kind::Either,
      {".mat"},
      {{Argument::Text, "variable",
        "its name, or a pattern such as \"*DE_time\"; else the only array"},
       {Argument::Columns, "columns", "the columns that are channels; else all"},
       {Argument::Truth, "transpose", "channels lie in rows", "false"},
       rowsArgument(),
       missingArgument()},
      readMat};
  return reader;
}

} // namespace pnasc::readers
