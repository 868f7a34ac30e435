// SPDX-License-Identifier: Apache-2.0
// Arrays out of a .npz file, which is a .zip of .npy files.
#pragma once

#include "catalogue/readers/Reader.h"

namespace pnasc::readers {

/// The arrays that the options `array` and `labels` ask for, each as a .npy file.
struct NpzArrays {
  std::string data, labels, dataName;
  bool hasData = false, hasLabels = false;
};

llvm::Expected<NpzArrays> readNpz(const File &file, llvm::StringRef bytes, const Options &options);

} // namespace pnasc::readers
