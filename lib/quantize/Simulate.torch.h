// SPDX-License-Identifier: Apache-2.0
// A deployment graph in float: folded weights, fused clamps, and a hook on each tensor by which
// quantisation observes or rounds it.
#pragma once

#include "ir/Dataset.h"
#include "ir/Deploy.h"
#include "ir/Integer.h"
#include "quantize/Fold.h"
#include "torch/Executor.torch.h"
#include <functional>

namespace pnasc::quantize {

/// Weights of one node; undefined where it has none. Slopes have no bias.
struct NodeTensors {
  at::Tensor weight, bias;
};

std::vector<NodeTensors> tensorsOf(const Folded &folded);
Folded foldedOf(const std::vector<NodeTensors> &values);

/// The node's value before its fused clamp.
at::Tensor evaluate(const ir::DeployGraph &graph, size_t node, const NodeTensors &values,
                    const std::vector<at::Tensor> &inputs);
at::Tensor clamped(const ir::DeployNode &node, const at::Tensor &value);

/// What becomes of a tensor before others read it, by tensor id.
using Hook = std::function<at::Tensor(uint32_t, const at::Tensor &)>;

/// The outputs for a batch N x C x H x W.
std::vector<at::Tensor> outputs(const ir::DeployGraph &graph,
                                const std::vector<NodeTensors> &values, const at::Tensor &batch,
                                const Hook &hook);

/// Last reader of each tensor, as a node index; outputs are read by the end.
std::vector<size_t> lastReaders(const ir::DeployGraph &graph);

/// Samples [first, first + count) as N x C x H x W.
at::Tensor batchOf(const ir::Split &split, const ir::Shape &shape, size_t first, size_t count);

/// Rounded to the steps of `params`; gradients pass where nothing was clipped.
at::Tensor rounded(const at::Tensor &value, const ir::QuantParams &params);
/// Rounded to 127 steps on both sides of zero, channel by channel.
at::Tensor roundedWeight(const at::Tensor &weight);

} // namespace pnasc::quantize
