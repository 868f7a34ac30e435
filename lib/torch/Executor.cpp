// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/Op.h"
#include "catalogue/ops/shared/TorchOp.torch.h"
#include "torch/Executor.torch.h"

namespace pnasc::torch {

at::Tensor tensorOf(const ir::FloatArray &array, at::ScalarType type) {
  auto *data = const_cast<float *>(array.data.data());
  return at::from_blob(data, array.shape, at::kFloat).to(type, false, /*copy=*/true);
}

ir::FloatArray plainArray(const at::Tensor &tensor) {
  const at::Tensor flat = tensor.detach().to(at::kFloat).contiguous();
  const float *data = flat.data_ptr<float>();
  return {flat.sizes().vec(), std::vector<float>(data, data + flat.numel())};
}

Values valuesOf(const ir::Network &network, const ir::Parameters &parameters, at::ScalarType type,
                bool gradients) {
  Values values(network.nodes.size());
  for (size_t id = 0; id < values.size(); ++id) {
    const auto rules = ops::parametersOf(network, network.nodes[id]);
    for (size_t i = 0; i < parameters[id].size(); ++i) {
      values[id].push_back(tensorOf(parameters[id][i], type));
      values[id].back().requires_grad_(gradients && rules[i].trainable);
    }
  }
  return values;
}

ir::Parameters plainParameters(const Values &values) {
  ir::Parameters parameters(values.size());
  for (size_t id = 0; id < values.size(); ++id)
    for (const at::Tensor &tensor : values[id])
      parameters[id].push_back(plainArray(tensor));
  return parameters;
}

namespace {

/// Who reads what a node makes, to let it go or write over it.
struct Readers {
  std::vector<ir::NodeId> last; ///< the last reader; itself where there is none
  std::vector<uint32_t> count;
  explicit Readers(const ir::Network &network);
  bool overwrites(const ir::Network &network, const ir::Node &node) const;
};

} // namespace

Readers::Readers(const ir::Network &network)
    : last(network.nodes.size()), count(network.nodes.size(), 0) {
  for (ir::NodeId id = 0; id < last.size(); ++id) {
    last[id] = id;
    for (ir::NodeId input : network.nodes[id].inputs) {
      last[input] = id;
      ++count[input];
    }
  }
  for (ir::NodeId output : network.outputs) {
    last[output] = ir::NodeId(last.size());
    ++count[output];
  }
}

/// The gradients of convolutions, batch norms and sums look at what went in, not at what came out.
bool Readers::overwrites(const ir::Network &network, const ir::Node &node) const {
  if (node.inputs.size() != 1 || count[node.inputs[0]] != 1)
    return false;
  const std::string &maker = network.nodes[node.inputs[0]].op;
  return maker == "conv" || maker == "batch_norm" || maker == "add";
}

std::vector<at::Tensor> outputs(const ir::Network &network, const Values &values,
                                const at::Tensor &batch, bool training,
                                std::vector<at::Tensor> *taps) {
  std::vector<at::Tensor> outputs(network.nodes.size());
  const Readers readers(network);
  for (ir::NodeId id = 0; id < outputs.size(); ++id) {
    const ir::Node &node = network.nodes[id];
    ops::TorchArguments arguments{
        node.attributes, {}, values[id], training, !taps && readers.overwrites(network, node)};
    for (ir::NodeId input : node.inputs)
      arguments.inputs.push_back(outputs[input]);
    if (node.inputs.empty())
      arguments.inputs.push_back(batch);
    outputs[id] = ops::torchForward(node.op, arguments);
    for (ir::NodeId input : node.inputs)
      if (!taps && readers.last[input] == id)
        outputs[input].reset();
  }
  std::vector<at::Tensor> results;
  for (ir::NodeId output : network.outputs)
    results.push_back(outputs[output]);
  if (taps)
    *taps = std::move(outputs);
  return results;
}

at::Tensor forward(const ir::Network &network, const Values &values, const at::Tensor &batch,
                   bool training, std::vector<at::Tensor> *taps) {
  return outputs(network, values, batch, training, taps).front().flatten(1);
}

template <class T> static ir::Array<T> plain(const at::Tensor &tensor) {
  const at::Tensor flat = tensor.contiguous();
  const T *data = flat.data_ptr<T>();
  return {flat.sizes().vec(), std::vector<T>(data, data + flat.numel())};
}

template <class T>
llvm::Expected<std::vector<ir::Array<T>>> run(const ir::Network &network,
                                              const ir::Parameters &parameters,
                                              const ir::Array<T> &batch, RunOptions options) {
  return guarded([&] {
    const at::NoGradGuard inference;
    const auto type = c10::CppTypeToScalarType<T>::value;
    const at::Tensor x = at::from_blob(const_cast<T *>(batch.data.data()), batch.shape, type);
    std::vector<at::Tensor> taps;
    forward(network, valuesOf(network, parameters, type), x, options.training, &taps);
    std::vector<ir::Array<T>> arrays;
    if (options.taps)
      for (const at::Tensor &tap : taps)
        arrays.push_back(plain<T>(tap));
    else
      for (ir::NodeId output : network.outputs)
        arrays.push_back(plain<T>(taps[output]));
    return arrays;
  });
}

template llvm::Expected<std::vector<ir::Array<float>>>
run(const ir::Network &, const ir::Parameters &, const ir::Array<float> &, RunOptions);
template llvm::Expected<std::vector<ir::Array<double>>>
run(const ir::Network &, const ir::Parameters &, const ir::Array<double> &, RunOptions);

} // namespace pnasc::torch
