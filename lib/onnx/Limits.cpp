// SPDX-License-Identifier: Apache-2.0
#include "onnx/Limits.h"

namespace pnasc::onnx {

int64_t elementsOf(llvm::ArrayRef<int64_t> sizes) {
  int64_t product = 1;
  for (int64_t size : sizes) {
    if (size < 0 || (size > 0 && product > MostElements / size))
      return -1;
    product *= size;
  }
  return product;
}

std::string sizesText(llvm::ArrayRef<int64_t> sizes) {
  std::string text;
  for (int64_t size : sizes)
    text += (text.empty() ? "" : " x ") + std::to_string(size);
  return text.empty() ? "one value" : text;
}

} // namespace pnasc::onnx
