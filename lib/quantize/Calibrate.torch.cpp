// SPDX-License-Identifier: Apache-2.0
#include "quantize/Calibrate.torch.h"
#include "catalogue/ops/shared/Op.h"
#include "quantize/Assemble.h"
#include "quantize/Groups.h"
#include "quantize/Range.h"
#include "support/Random.h"
#include <algorithm>

namespace pnasc::quantize {

namespace {

constexpr int64_t Chunk = 64; ///< samples run at once, for the memory of wide networks

/// Calls `observe(tensor, values, count)` for every tensor of every chunk.
template <class Observe>
void watch(const ir::DeployGraph &graph, const std::vector<NodeTensors> &values,
           const at::Tensor &samples, Observe observe) {
  for (const at::Tensor &chunk : samples.split(Chunk))
    outputs(graph, values, chunk, [&](uint32_t tensor, const at::Tensor &value) {
      const at::Tensor flat = value.contiguous();
      observe(tensor, flat.data_ptr<float>(), size_t(flat.numel()));
      return value;
    });
}

/// Training samples, spread over the classes as chance has it.
at::Tensor calibrationSamples(const ir::Dataset &data, int64_t wanted, uint64_t seed) {
  const size_t count = std::min(size_t(std::max<int64_t>(1, wanted)), data.train.count());
  const support::CounterRandom random(seed, "calibration");
  std::vector<uint32_t> order(data.train.count());
  for (size_t i = 0; i < order.size(); ++i)
    order[i] = uint32_t(i);
  for (size_t i = 0; i < count; ++i)
    std::swap(order[i], order[i + random.below(i, order.size() - i)]);
  std::vector<at::Tensor> chosen;
  for (size_t i = 0; i < count; ++i)
    chosen.push_back(batchOf(data.train, data.shape, order[i], 1));
  return at::cat(chosen);
}

/// Mean over all but the channels.
at::Tensor channelMean(const at::Tensor &value) {
  return value.flatten(2 < value.dim() ? 2 : 1).sum(0).view({value.size(1), -1}).mean(1) /
         double(value.size(0));
}

} // namespace

std::vector<ir::QuantParams> calibrate(const ir::DeployGraph &graph,
                                       const std::vector<NodeTensors> &values,
                                       const at::Tensor &samples) {
  const std::vector<uint32_t> group = sharedParams(graph);
  std::vector<Bounds> bounds(graph.tensors.size());
  watch(graph, values, samples, [&](uint32_t tensor, const float *data, size_t count) {
    const auto [least, most] = std::minmax_element(data, data + count);
    bounds[group[tensor]].include(*least, *most);
  });
  std::vector<Histogram> histograms;
  for (const Bounds &wide : bounds)
    histograms.emplace_back(wide);
  watch(graph, values, samples, [&](uint32_t tensor, const float *data, size_t count) {
    histograms[group[tensor]].add(data, count);
  });
  std::vector<ir::QuantParams> params(graph.tensors.size());
  // The largest output decides the class, and a known range is met to its ends: never clip those.
  std::vector<bool> whole(graph.tensors.size());
  for (uint32_t output : graph.outputs)
    whole[group[output]] = true;
  for (const ir::DeployNode &node : graph.nodes)
    if (const auto &range = ops::traitsOf(node.op).range) {
      bounds[group[node.output]].include((*range)[0], (*range)[1]);
      whole[group[node.output]] = true;
    }
  const std::vector<ScaleGrid> grids = scaleGrids(graph);
  for (size_t t = 0; t < params.size(); ++t)
    params[t] = group[t] != t ? params[group[t]]
                              : paramsOf(whole[t] ? bounds[t] : histograms[t].clipped(), grids[t]);
  return params;
}

void correctBiases(const ir::DeployGraph &graph, const std::vector<ir::QuantParams> &params,
                   const at::Tensor &samples, std::vector<NodeTensors> &values) {
  const std::vector<size_t> last = lastReaders(graph);
  std::vector<at::Tensor> exact(graph.tensors.size()), coarse(graph.tensors.size());
  exact[0] = samples;
  coarse[0] = rounded(samples, params[0]);
  for (size_t i = 0; i < graph.nodes.size(); ++i) {
    const ir::DeployNode &node = graph.nodes[i];
    std::vector<at::Tensor> exactInputs, coarseInputs;
    for (uint32_t tensor : node.inputs) {
      exactInputs.push_back(exact[tensor]);
      coarseInputs.push_back(coarse[tensor]);
    }
    NodeTensors quantized = values[i];
    if (quantized.weight.defined())
      quantized.weight = roundedWeight(quantized.weight);
    const at::Tensor should = evaluate(graph, i, values[i], exactInputs);
    at::Tensor is = evaluate(graph, i, quantized, coarseInputs);
    if (quantized.bias.defined()) {
      const at::Tensor error = channelMean(should - is);
      values[i].bias = values[i].bias + error;
      is = is + (is.dim() > 2 ? error.view({1, -1, 1, 1}) : error);
    }
    exact[node.output] = clamped(node, should);
    coarse[node.output] = rounded(clamped(node, is), params[node.output]);
    for (uint32_t tensor : node.inputs)
      if (last[tensor] == i)
        exact[tensor] = coarse[tensor] = at::Tensor();
  }
}

llvm::Expected<Calibrated> calibrated(const ir::TrainedNetwork &network,
                                      const ir::DeployGraph &graph, const ir::Dataset &data,
                                      const ir::QuantizeSpec &spec, uint64_t seed) {
  at::NoGradGuard noGradients;
  const at::Tensor samples = calibrationSamples(data, spec.calibration, seed);
  Calibrated result;
  result.values = tensorsOf(fold(network, graph));
  result.params = calibrate(graph, result.values, samples);
  if (llvm::Error error = settleScales(graph, foldedOf(result.values), result.params))
    return error;
  correctBiases(graph, result.params, samples, result.values);
  return result;
}

} // namespace pnasc::quantize
