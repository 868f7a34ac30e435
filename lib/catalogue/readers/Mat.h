// SPDX-License-Identifier: Apache-2.0
// Arrays in MATLAB's files, whatever their version.
#pragma once

#include "catalogue/readers/Reader.h"

namespace pnasc::readers {

struct MatVariable {
  std::string name;
  std::vector<uint64_t> sizes;
  std::string kind; ///< " complex", " of text"; empty: an array of real numbers
};

struct Matrix {
  size_t rows = 0, columns = 0;
  std::vector<float> values; ///< column by column
};

/// The place of the variable that the arguments ask for; without a name, of the only array that is
/// more than one number. Otherwise the failure lists what is there. What it gives is a matrix of
/// real numbers, of at most MostValues.
llvm::Expected<size_t> chooseArray(const File &file, const Options &options,
                                   const std::vector<MatVariable> &variables);

/// The chosen array of a file of version 5. Read by hand: the library takes a variable whose values
/// end early for one with zeros behind them, and stops without a word at one that is damaged.
llvm::Expected<Matrix> readMatFive(const File &file, const Options &options, llvm::StringRef bytes);

/// The same of version 7.3, which is HDF5, by libmatio; it wants a path.
llvm::Expected<Matrix> readMatSeven(const File &file, const Options &options,
                                    const std::string &path);

} // namespace pnasc::readers
