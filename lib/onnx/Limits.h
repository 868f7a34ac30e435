// SPDX-License-Identifier: Apache-2.0
// Sizes within reason.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include <string>

namespace pnasc::onnx {

constexpr int64_t MostSize = 1 << 20;     ///< of a dimension, a stride, a padding
constexpr int64_t MostElements = 1 << 28; ///< of a tensor
constexpr int64_t MostWritten = 1 << 24;  ///< of a constant that we make in place of an operator
constexpr int MostNodes = 20000;
constexpr int64_t NewestOpset = 25; ///< of ONNX 1.20
constexpr const char *Producer = "pnasc"; ///< of our own files

/// The sizes' product, or -1 where one is negative or the product beyond MostElements.
int64_t elementsOf(llvm::ArrayRef<int64_t> sizes);
/// 1 x 3 x 224 x 224
std::string sizesText(llvm::ArrayRef<int64_t> sizes);

} // namespace pnasc::onnx
