// SPDX-License-Identifier: Apache-2.0
// Quantised operators as other tools write them, in the form that Integer.h reads:
//
//   uint8 with zero point 128              int8 with zero point 0
//   an input of bytes                      a float input -> QuantizeLinear
//   QLinearConv                            DequantizeLinear -> Conv -> QuantizeLinear
//   QLinearMatMul                          transposed bytes, a 1x1 Conv over what is summed, and
//   back weights with a zero point              weights less it; those beyond 8 bits as sums, their
//   inputs
//                                          repeated
#pragma once

#include "onnx/Emitter.h"
#include "llvm/Support/Error.h"

namespace pnasc::onnx {

/// Leaves a graph alone that has none of these.
llvm::Error unfoldQuantised(::onnx::ModelProto &model);

} // namespace pnasc::onnx
