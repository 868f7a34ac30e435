// SPDX-License-Identifier: Apache-2.0
// Quantised operators as other tools write them, in the form that Integer.h reads:
//
//   uint8 with zero point 128      int8 with zero point 0
//   an input of bytes              a float input -> QuantizeLinear
//   QLinearConv                    DequantizeLinear -> Conv -> QuantizeLinear
//   QLinearMatMul                  the same by a 1x1 Conv over what is summed, bytes transposed
//   a constant added by channels   the bias of a depthwise Conv
//   Split, Concat                  slices; operands with one scale and zero point
//   a weight with a zero point     the weight less it; beyond 8 bits a sum, its inputs repeated
//   com.microsoft's operators      ContribForms.h
#pragma once

#include "foreign/maps/Emitter.h"
#include "llvm/Support/Error.h"

namespace pnasc::foreign {

/// Leaves a graph alone that has none of these.
llvm::Error unfoldQuantised(Graph &graph);

// A step of it.
/// Reshape, Transpose and their like go behind the QuantizeLinear that follows them: what they move
/// are bytes.
void sinkMoves(Graph &graph, KnownSizes &known);

} // namespace pnasc::foreign
