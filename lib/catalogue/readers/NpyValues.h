// SPDX-License-Identifier: Apache-2.0
// What the values of a .npy file are: whole numbers of 8 to 64 bits, floats of 16 to 64, truths,
// and texts where labels are meant; of either byte order.
#pragma once

#include "catalogue/readers/NpyArray.h"
#include "catalogue/readers/Reader.h"

namespace pnasc::readers {

/// Values by which one computes, little-endian.
struct NpyNumbers {
  llvm::StringRef bytes; ///< of the array, or of `swapped`
  size_t size = 1;       ///< of a value
  float (*load)(const char *) = nullptr;
  std::string (*spell)(const char *) = nullptr; ///< null: of floats, which are no labels
  std::string swapped;

  NpyNumbers() = default;
  NpyNumbers(const NpyNumbers &) = delete; // bytes may be its own
};

/// Without '<', '>', '=' or '|': f4.
llvm::StringRef npyKind(const readers::NpyArray &array);
llvm::Error readNumbers(const File &file, const readers::NpyArray &array, NpyNumbers &into);
/// One text a value, in the order of the file.
llvm::Expected<std::vector<std::string>> npyLabels(const File &file,
                                                   const readers::NpyArray &array);

} // namespace pnasc::readers
