// SPDX-License-Identifier: Apache-2.0
// Samples as the model's file has them become samples of the network, C x H x W.
#pragma once

#include "ir/Shape.h"
#include "ir/Tensor.h"
#include "foreign/Given.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

namespace pnasc::importing {

/// `array` holds a batch of samples with the file's own sizes, or C x H x W already (axes of size 1
/// may be left out of series); the values in the network's order. `name` stands for where they come
/// from.
llvm::Expected<std::vector<float>> samplesOf(const ir::FloatArray &array, const std::string &name,
                                             const foreign::InputLayout &layout,
                                             const ir::Shape &shape);

} // namespace pnasc::importing
