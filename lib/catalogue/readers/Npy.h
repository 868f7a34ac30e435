// SPDX-License-Identifier: Apache-2.0
// NumPy's .npy files (NpyArray.h) as inputs and labels of a model: little-endian values in C order.
// Failures name the file and the byte.
#pragma once

#include "ir/Tensor.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace pnasc::readers {

/// Floats of 32 bits; such of 64 bits where each is one of 32 bits.
llvm::Expected<ir::FloatArray> readNpyFloats(llvm::StringRef path);
/// Whole numbers of up to 64 bits, signed or not, that fit 32 bits.
llvm::Expected<ir::Array<int32_t>> readNpyIntegers(llvm::StringRef path);

} // namespace pnasc::readers
