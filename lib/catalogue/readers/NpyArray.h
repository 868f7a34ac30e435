// SPDX-License-Identifier: Apache-2.0
// The form of NumPy's .npy files ("NumPy enhancement proposal 1", format versions 1 to 3): a magic
// word, the length of a header, a Python literal that tells type, order and shape, then the values.
// What the values are is left to whoever reads them.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <string>
#include <vector>

namespace pnasc::readers {

struct NpyArray {
  std::string subject;   ///< what failures call it: "'x.npy'"
  std::string type;      ///< as NumPy writes it: <f4
  bool fortran = false;  ///< the first axis is the fastest
  size_t orderPlace = 0; ///< the byte where the header says so
  std::vector<int64_t> shape;
  llvm::StringRef bytes; ///< behind the header
  size_t begin = 0;      ///< where that is in the file

  /// The values, `size` bytes each: as many as the shape says, and nothing behind them.
  llvm::Expected<llvm::StringRef> values(size_t size) const;
  /// "'x.npy' is not the .npy file that is needed: byte 44: ..."
  llvm::Error foreign(size_t place, const std::string &found) const;
};

/// The array keeps pointing to `bytes`.
llvm::Expected<NpyArray> parseNpy(std::string subject, llvm::StringRef bytes);

} // namespace pnasc::readers
