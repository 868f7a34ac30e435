// SPDX-License-Identifier: Apache-2.0
// A network that other tools quantised, in floats again, so that it can be read, calibrated and
// quantised like one that never was:
//
//   DequantizeLinear of a constant    the constant in floats
//   QuantizeLinear, DequantizeLinear  nothing; a Clip behind a sum whose smallest byte is zero,
//   since
//                                     quantisers leave out the Relu that this is
//   QLinearConv, QLinearMatMul        Conv, MatMul
//   DynamicQuantizeLinear             nothing, the scale is 1
//   ConvInteger, MatMulInteger        Conv, MatMul by the weight less its zero point
//   com.microsoft's operators         what ContribForms.h makes of them
//
// Only for this room.
#pragma once

#include "foreign/Graph.h"

namespace pnasc::foreign {

/// Whether dequantise() may make another node of this one.
bool isQuantised(const Node &node);
/// Whether there was anything to take out. Leaves alone nodes whose scales are not constant.
bool dequantise(Graph &graph);

} // namespace pnasc::foreign
