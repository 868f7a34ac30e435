// SPDX-License-Identifier: Apache-2.0
#include "quantize/Fold.h"
#include "catalogue/ops/batch_norm/Epsilon.h"
#include "catalogue/ops/shared/Op.h"
#include "ir/Layout.h"
#include <cassert>
#include <cmath>

namespace pnasc::quantize {

namespace {

/// y = factor * x + offset for each channel of a batch norm.
struct Affine {
  double factor, offset;
  Affine(const ir::TrainedNetwork &network, size_t node, size_t c) {
    const std::vector<ir::FloatArray> &batchNorm = network.parameters[node];
    const double epsilon = ops::epsilonOf(network.network.nodes[node].attributes);
    const double scale = batchNorm[0].data[c], shift = batchNorm[1].data[c];
    const double mean = batchNorm[2].data[c], variance = batchNorm[3].data[c];
    factor = scale / std::sqrt(variance + epsilon);
    offset = shift - mean * factor;
  }
};

/// A batch norm that nothing could take: a depthwise 1x1 convolution.
FoldedValues depthwise(const ir::TrainedNetwork &network, size_t node) {
  FoldedValues values;
  const size_t channels = network.parameters[node][0].data.size();
  values.weight.shape = {int64_t(channels), 1, 1, 1};
  for (size_t c = 0; c < channels; ++c) {
    const Affine affine(network, node, c);
    values.weight.data.push_back(float(affine.factor));
    values.bias.push_back(float(affine.offset));
  }
  return values;
}

FoldedValues weighted(const ir::TrainedNetwork &network, const ir::DeployNode &node) {
  const std::vector<ir::FloatArray> &own = network.parameters[node.source];
  FoldedValues values{own[0], {}};
  const auto outputs = size_t(own[0].shape[0]);
  values.bias = own.size() > 1 ? own[1].data : std::vector<float>(outputs, 0.0f);
  if (node.batchNorm < 0)
    return values;
  const size_t row = values.weight.data.size() / outputs;
  for (size_t o = 0; o < outputs; ++o) {
    const Affine affine(network, size_t(node.batchNorm), size_t(node.batchNormOffset) + o);
    for (size_t i = o * row; i < (o + 1) * row; ++i)
      values.weight.data[i] = float(double(values.weight.data[i]) * affine.factor);
    values.bias[o] = float(double(values.bias[o]) * affine.factor + affine.offset);
  }
  return values;
}

} // namespace

Folded fold(const ir::TrainedNetwork &network, const ir::DeployGraph &graph) {
  Folded folded;
  for (const ir::DeployNode &node : graph.nodes) {
    folded.emplace_back();
    const ops::Traits &traits = ops::traitsOf(node.op);
    if (!traits.weighted) {
      if (const auto &own = network.parameters[node.source]; !own.empty())
        folded.back().weight = own.front();
      continue;
    }
    if (ops::traitsOf(network.network.nodes[node.source].op).lowering == ops::Lowering::Scale) {
      folded.back() = depthwise(network, node.source);
      continue;
    }
    folded.back() = weighted(network, node);
    const ir::Shape &in = graph.tensors[node.inputs[0]].shape;
    if (traits.takes == ops::Takes::Features && in.positions() > 1)
      folded.back().weight = ir::featuresLast(folded.back().weight, in);
  }
  return folded;
}

} // namespace pnasc::quantize
