// SPDX-License-Identifier: Apache-2.0
#include "catalogue/readers/Guarded.h"
#include "catalogue/readers/Mat.h"
#include "catalogue/readers/Words.h"
#include "support/Error.h"
#include "support/Units.h"
#include <algorithm>
#include <cstring>
#include <matio.h>
#include <memory>

namespace pnasc::readers {

namespace {

std::string complaint; ///< the first of the decoder, in the process that it has to itself

void complain(int level, char *message) {
  if (level <= (MATIO_LOG_LEVEL_WARNING) && complaint.empty())
    complaint = llvm::StringRef(message).trim().split('\n').first.str();
}

struct Closed {
  void operator()(mat_t *mat) const { Mat_Close(mat); }
  void operator()(matvar_t *variable) const { Mat_VarFree(variable); }
};

MatVariable described(const matvar_t &variable) {
  MatVariable made;
  made.name = variable.name ? variable.name : "";
  if (variable.dims)
    made.sizes.assign(variable.dims, variable.dims + std::max(variable.rank, 0));
  if (variable.class_type == MAT_C_CHAR)
    made.kind = " of text";
  else if (variable.class_type < MAT_C_DOUBLE || variable.class_type > MAT_C_UINT64)
    made.kind = " of no numbers";
  else if (variable.isComplex)
    made.kind = " complex";
  return made;
}

void convert(const matvar_t &variable, std::vector<float> &values) {
  auto from = [&](const auto *data) { std::copy_n(data, values.size(), values.begin()); };
  switch (variable.class_type) {
  case MAT_C_DOUBLE:
    return from(static_cast<const double *>(variable.data));
  case MAT_C_SINGLE:
    return from(static_cast<const float *>(variable.data));
  case MAT_C_INT8:
    return from(static_cast<const int8_t *>(variable.data));
  case MAT_C_UINT8:
    return from(static_cast<const uint8_t *>(variable.data));
  case MAT_C_INT16:
    return from(static_cast<const int16_t *>(variable.data));
  case MAT_C_UINT16:
    return from(static_cast<const uint16_t *>(variable.data));
  case MAT_C_INT32:
    return from(static_cast<const int32_t *>(variable.data));
  case MAT_C_UINT32:
    return from(static_cast<const uint32_t *>(variable.data));
  case MAT_C_INT64:
    return from(static_cast<const int64_t *>(variable.data));
  default:
    return from(static_cast<const uint64_t *>(variable.data));
  }
}

constexpr uint64_t Densest = 1100; ///< bytes that deflate makes of one, at most

llvm::Expected<Matrix> decode(const File &file, const Options &options, const std::string &path) {
  Mat_LogInitFunc("pnasc", complain);
  const std::unique_ptr<mat_t, Closed> mat(Mat_Open(path.c_str(), MAT_ACC_RDONLY));
  std::vector<std::unique_ptr<matvar_t, Closed>> variables;
  std::vector<MatVariable> descriptions;
  while (matvar_t *next = mat ? Mat_VarReadNextInfo(mat.get()) : nullptr) {
    variables.emplace_back(next);
    descriptions.push_back(described(*next));
  }
  if (!complaint.empty() && (descriptions.empty() || text(options, "variable", "").empty()))
    return wrong(file, "it is damaged: " + complaint); // one that is named may stand beside that
  complaint.clear();
  llvm::Expected<size_t> chosen = chooseArray(file, options, descriptions);
  if (!chosen)
    return chosen.takeError();
  matvar_t &variable = *variables[*chosen];
  Matrix matrix;
  matrix.rows = variable.dims[0], matrix.columns = variable.dims[1];
  const size_t count = matrix.rows * matrix.columns;
  // What HDF5 does not find it makes up.
  if (count * Mat_SizeOfClass(variable.class_type) / Densest > file.bytes)
    return wrong(file, "variable " + shown(descriptions[*chosen].name) + " of " +
                           support::grouped(count) + " values cannot be in so small a file");
  const int status = Mat_VarReadDataAll(mat.get(), &variable);
  if (status != 0 || !complaint.empty() || !variable.data ||
      variable.nbytes != count * Mat_SizeOfClass(variable.class_type))
    return wrong(file,
                 "variable " + shown(descriptions[*chosen].name) + ": its values are damaged");
  matrix.values.resize(count);
  convert(variable, matrix.values);
  return matrix;
}

/// 'm', both sizes and the values; or 'e' and why there are none.
std::string packed(llvm::Expected<Matrix> matrix) {
  if (!matrix)
    return "e" + llvm::toString(matrix.takeError());
  const uint64_t sizes[2] = {matrix->rows, matrix->columns};
  std::string bytes = "m";
  bytes.append(reinterpret_cast<const char *>(sizes), sizeof sizes);
  bytes.append(reinterpret_cast<const char *>(matrix->values.data()),
               matrix->values.size() * sizeof(float));
  return bytes;
}

} // namespace

/// The library and HDF5 below it fall over some damaged files, circle in others, and take memory
/// for whatever is promised.
llvm::Expected<Matrix> readMatSeven(const File &file, const Options &options,
                                    const std::string &path) {
  constexpr unsigned Seconds = 120;
  constexpr uint64_t Least = uint64_t(256) << 20;
  const llvm::Optional<std::string> made =
      guarded([&] { return packed(decode(file, options, path)); }, Seconds,
              Least + 3 * Densest * file.bytes);
  if (!made || made->empty())
    return wrong(file, "it is damaged: its decoder fell over it");
  if (made->front() == 'e')
    return support::environment(made->substr(1));
  uint64_t sizes[2];
  std::memcpy(sizes, made->data() + 1, sizeof sizes);
  Matrix matrix{sizes[0], sizes[1], std::vector<float>(sizes[0] * sizes[1])};
  std::memcpy(matrix.values.data(), made->data() + 1 + sizeof sizes,
              matrix.values.size() * sizeof(float));
  return matrix;
}

} // namespace pnasc::readers
