// SPDX-License-Identifier: Apache-2.0
// What the integer operators demand of scales; a file from elsewhere may not give it.
#pragma once

#include "ir/Integer.h"
#include "llvm/Support/Error.h"

namespace pnasc::onnx {

llvm::Error verifyInteger(const ir::IntegerNetwork &network);

} // namespace pnasc::onnx
