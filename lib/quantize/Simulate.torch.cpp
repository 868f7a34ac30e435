// SPDX-License-Identifier: Apache-2.0
#include "quantize/Simulate.torch.h"
#include "catalogue/ops/shared/Op.h"
#include "catalogue/ops/shared/TorchOp.torch.h"

namespace pnasc::quantize {

std::vector<NodeTensors> tensorsOf(const Folded &folded) {
  std::vector<NodeTensors> tensors(folded.size());
  for (size_t i = 0; i < folded.size(); ++i)
    if (!folded[i].weight.data.empty()) {
      tensors[i].weight = torch::tensorOf(folded[i].weight);
      if (!folded[i].bias.empty())
        tensors[i].bias = torch::tensorOf({{int64_t(folded[i].bias.size())}, folded[i].bias});
    }
  return tensors;
}

Folded foldedOf(const std::vector<NodeTensors> &values) {
  Folded folded(values.size());
  for (size_t i = 0; i < values.size(); ++i)
    if (values[i].weight.defined()) {
      folded[i].weight = torch::plainArray(values[i].weight.detach());
      if (values[i].bias.defined())
        folded[i].bias = torch::plainArray(values[i].bias.detach()).data;
    }
  return folded;
}

at::Tensor evaluate(const ir::DeployGraph &graph, size_t index, const NodeTensors &values,
                    const std::vector<at::Tensor> &inputs) {
  const ir::DeployNode &node = graph.nodes[index];
  ops::TorchArguments arguments{node.attributes, inputs, {}};
  if (values.weight.defined())
    arguments.parameters = {values.weight};
  if (values.bias.defined())
    arguments.parameters.push_back(values.bias);
  // Folded linear weights expect HWC, as the tensor will lie on the target.
  if (ops::traitsOf(node.op).takes == ops::Takes::Features &&
      graph.tensors[node.inputs[0]].shape.positions() > 1)
    arguments.inputs[0] = arguments.inputs[0].permute({0, 2, 3, 1}).flatten(1);
  return ops::torchForward(node.op, arguments);
}

at::Tensor clamped(const ir::DeployNode &node, const at::Tensor &value) {
  switch (node.clamp) {
  case ir::Clamp::None:
    return value;
  case ir::Clamp::Relu:
    return value.relu();
  case ir::Clamp::Relu6:
    return value.clamp(0, 6);
  case ir::Clamp::Clip:
    return value.clamp(node.bounds[0], node.bounds[1]);
  }
  return value;
}

std::vector<size_t> lastReaders(const ir::DeployGraph &graph) {
  std::vector<size_t> last(graph.tensors.size());
  for (size_t i = 0; i < graph.nodes.size(); ++i)
    for (uint32_t tensor : graph.nodes[i].inputs)
      last[tensor] = i;
  for (uint32_t tensor : graph.outputs)
    last[tensor] = graph.nodes.size();
  return last;
}

std::vector<at::Tensor> outputs(const ir::DeployGraph &graph,
                                const std::vector<NodeTensors> &values, const at::Tensor &batch,
                                const Hook &hook) {
  const std::vector<size_t> last = lastReaders(graph);
  std::vector<at::Tensor> tensors(graph.tensors.size());
  tensors[0] = hook(0, torch::channelsLast(batch));
  for (size_t i = 0; i < graph.nodes.size(); ++i) {
    const ir::DeployNode &node = graph.nodes[i];
    std::vector<at::Tensor> inputs;
    for (uint32_t tensor : node.inputs)
      inputs.push_back(tensors[tensor]);
    tensors[node.output] = hook(node.output, clamped(node, evaluate(graph, i, values[i], inputs)));
    for (uint32_t tensor : node.inputs)
      if (last[tensor] == i)
        tensors[tensor] = at::Tensor();
  }
  std::vector<at::Tensor> results;
  for (uint32_t output : graph.outputs)
    results.push_back(tensors[output]);
  return results;
}

at::Tensor batchOf(const ir::Split &split, const ir::Shape &shape, size_t first, size_t count) {
  at::Tensor batch =
      at::empty({int64_t(count), shape.channels, shape.height, shape.width}, at::kFloat);
  for (size_t i = 0; i < count; ++i)
    split.read(first + i, shape, batch.data_ptr<float>() + int64_t(i) * shape.elements());
  return batch;
}

at::Tensor rounded(const at::Tensor &value, const ir::QuantParams &params) {
  return at::fake_quantize_per_tensor_affine(value, params.scale, params.zeroPoint, -128, 127);
}

at::Tensor roundedWeight(const at::Tensor &weight) {
  const at::Tensor flat = weight.detach().flatten(1).abs();
  const at::Tensor scale = (std::get<0>(flat.max(1)) / 127).clamp_min(1e-12);
  const at::Tensor zero = at::zeros_like(scale, at::kInt);
  return at::fake_quantize_per_channel_affine(weight, scale, zero, 0, -127, 127);
}

} // namespace pnasc::quantize
