// SPDX-License-Identifier: Apache-2.0
// Network -> DeployGraph: batch norm folded into the operator before it (through concatenations,
// too; where nothing can take it, it becomes a depthwise 1x1 convolution), ReLU fused as a clamp,
// flatten dissolved. By shapes only: no values are needed, and none would change the result.
//
//   conv -> batch_norm -> relu          one conv node: source = conv, batchNorm = batch_norm, clamp
//   convs -> concat -> batch_norm       each conv takes its slice (batchNormOffset), as does a relu
//   pool -> batch_norm                  conv with groups = C, kernel 1x1, whose *source is the
//                                       batch_norm node* and batchNorm is -1: weight and bias are
//                                       its scale and shift with mean and variance worked in
//   add of n inputs                     a chain of n - 1 adds of two
//   map -> flatten -> linear            the linear reads the map itself; its weights, C-H-W on the
//                                       Network, are to be put into H-W-C order (quantize does)
//
// Attributes on conv, linear and pools are complete (fallbacks filled in) and carry no `bias`,
// since each conv and linear has one here.
#pragma once

#include "ir/Deploy.h"

namespace pnasc::lower {

/// Why this network cannot be lowered, in a user's words; empty where it can. Only a flatten of a
/// map whose users are no linear layers stands in the way.
std::string obstacle(const ir::Network &network);

/// `network` is verified and has no obstacle. Where `core` is empty no kernels are chosen.
ir::DeployGraph lower(const ir::Network &network, llvm::StringRef core);

/// What a deploy tensor stands for in the Network: channels [channelOffset, channelOffset + its
/// own) of the float output of `node`. Offsets other than 0 stand before a concatenation through
/// which a batch norm or ReLU was fused. A partial sum of an add of many inputs has `terms` > 0: it
/// is the sum of that add's first `terms` inputs.
struct TensorSource {
  ir::NodeId node = 0;
  int64_t channelOffset = 0;
  uint32_t terms = 0;
};
/// By tensor id of lower(network, ...).
std::vector<TensorSource> tensorSources(const ir::Network &network);

/// Chooses each node's kernel for the graph's core; also used for graphs read from ONNX. A node that
/// no kernel takes keeps none: kernels::refusal says why.
void chooseKernels(ir::DeployGraph &graph);

} // namespace pnasc::lower
