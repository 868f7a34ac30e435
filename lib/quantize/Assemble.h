// SPDX-License-Identifier: Apache-2.0
// From float weights and the scales of all tensors to the integers that run.
#pragma once

#include "ir/Dataset.h"
#include "ir/Integer.h"
#include "quantize/Fold.h"
#include "llvm/Support/Error.h"

namespace pnasc::quantize {

/// One symmetric scale for each output channel: the largest weight becomes 127.
std::vector<float> weightScales(const FoldedValues &values);

/// Raises output scales until every rescaling is a factor below 1/4, as ir/Rescale.h demands (a
/// coarser step than the accumulator's own loses nothing then), and no answer of a table lies next
/// to the middle between two steps. Fails where tensors that share one scale leave no way.
llvm::Error settleScales(const ir::DeployGraph &graph, const Folded &folded,
                         std::vector<ir::QuantParams> &tensors);

llvm::Expected<ir::IntegerNetwork> assemble(const ir::DeployGraph &graph, const Folded &folded,
                                            std::vector<ir::QuantParams> tensors,
                                            const ir::Dataset &data);

} // namespace pnasc::quantize
