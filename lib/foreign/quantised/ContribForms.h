// SPDX-License-Identifier: Apache-2.0
// The quantised operators that ONNX Runtime's quantiser writes in a domain of its own
// (com.microsoft), as ONNX's own around which bytes become floats and bytes again:
//
//   QLinearAdd, QLinearMul          DequantizeLinear, twice -> Add, Mul -> QuantizeLinear
//   QLinearGlobalAveragePool,       DequantizeLinear -> the operator -> QuantizeLinear
//   QLinearAveragePool,
//   QLinearSigmoid, QLinearSoftmax,
//   QLinearLeakyRelu
//   QLinearConcat                   each operand -> Concat -> QuantizeLinear
//   QGemm                           QLinearConv of 1x1 maps
//
// Only for this room.
#pragma once

#include "foreign/Graph.h"

namespace pnasc::foreign {

/// Whether there is a rule for a node's type.
bool isContribForm(const Node &node);
/// Leaves alone what it has no rule for. Sizes need not be known.
void spellContribForms(Graph &graph);

} // namespace pnasc::foreign
