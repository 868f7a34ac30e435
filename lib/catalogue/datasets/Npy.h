// SPDX-License-Identifier: Apache-2.0
// NumPy's .npy files ("NumPy enhancement proposal 1", format versions 1 to 3): a magic word, the
// length of a header, a Python literal that tells type, order and shape, then the values.
// What is read: little-endian values in C order. Failures name the file and the byte.
#pragma once

#include "ir/Tensor.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace pnasc::datasets {

/// Floats of 32 bits; such of 64 bits where each is one of 32 bits.
llvm::Expected<ir::FloatArray> readNpyFloats(llvm::StringRef path);
/// Whole numbers of up to 64 bits, signed or not, that fit 32 bits.
llvm::Expected<ir::Array<int32_t>> readNpyIntegers(llvm::StringRef path);

} // namespace pnasc::datasets
