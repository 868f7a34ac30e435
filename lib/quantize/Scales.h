// SPDX-License-Identifier: Apache-2.0
// Scales under which rounding never meets a tie.
//
// Before it is rounded, an output is a sum of integers times factors that the scales make. Where
// every factor is p / q with an odd q, the sum is a multiple of 1 / q, and none of those lies in
// the middle between two integers: the nearest ones are 1 / 2q off. That is far more than what
// floats of 24 bits lose, about 1e-5 of a step, so a runtime that computes the QDQ file in floats
// rounds every element as the integers do, and whole deep networks agree byte for byte
// (docs/onnx-runtime.md).
#pragma once

#include "ir/Deploy.h"
#include "ir/Integer.h"
#include <vector>

namespace pnasc::quantize {

/// The scales that a tensor may have: all of them, or the products k * 3^e / 2^(16 + halvings) of
/// an odd k in [81, 243) and any whole e. Quotients of two of the latter have odd denominators, if
/// the divisor has at least as many halvings; steps between them are 1 to 2.5 %.
struct ScaleGrid {
  bool any = true;
  int halvings = 0;
  /// The smallest at or above `scale`, which is positive.
  float atLeast(float scale) const;
};

/// By tensor, equal within groups that share scales. Tensors between operators with weights may
/// have any scale, since weights have one for each channel that makes up for it (weightScale).
std::vector<ScaleGrid> scaleGrids(const ir::DeployGraph &graph);

/// Of a node that is a table: how near, in steps, the nearest of its answers before rounding is to
/// the middle between two of them.
double tieDistance(const ir::DeployNode &node, const ir::QuantParams &in,
                   const ir::QuantParams &out);

/// A scale of a channel's weights, by at most 0.4 % above `least`, with input * scale / output = p
/// / q, q odd; q < 1024 where that factor is above 1/1023, else p = 1.
float weightScale(float least, float input, float output);

} // namespace pnasc::quantize
