// SPDX-License-Identifier: Apache-2.0
// Batch norm folded into the weights of each deployed operator, still in float:
//   w' = w * scale / sqrt(variance + eps),  b' = (b - mean) * scale / sqrt(variance + eps) + shift
// (Jacob et al. 2018, arXiv 1712.05877, eq. 14).
#pragma once

#include "ir/Deploy.h"
#include "ir/Trained.h"

namespace pnasc::quantize {

struct FoldedValues {
  ir::FloatArray weight;   ///< conv OIHW; linear [O, I] with I in HWC order of its input; slopes
  std::vector<float> bias; ///< none of operators that have a parameter of their own kind (slopes)
};

/// By node index; empty for operators without weights.
using Folded = std::vector<FoldedValues>;

Folded fold(const ir::TrainedNetwork &network, const ir::DeployGraph &graph);

} // namespace pnasc::quantize
