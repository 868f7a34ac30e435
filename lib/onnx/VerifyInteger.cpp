// SPDX-License-Identifier: Apache-2.0
#include "onnx/VerifyInteger.h"
#include "catalogue/ops/shared/Op.h"
#include "support/Error.h"
#include <cmath>

namespace pnasc::onnx {

/// Sums of products of bytes and the bias stay within int32.
static bool fitsAccumulator(const ir::IntegerValues &values) {
  if (values.bias.empty())
    return true;
  const size_t row = values.weight.data.size() / values.bias.size();
  for (size_t o = 0; o < values.bias.size(); ++o) {
    int64_t most = std::abs(int64_t(values.bias[o]));
    for (size_t i = o * row; i < (o + 1) * row; ++i)
      most += 255 * std::abs(int64_t(values.weight.data[i]));
    if (most > INT32_MAX)
      return false;
  }
  return true;
}

static std::string wrong(const ir::IntegerNetwork &network, size_t index) {
  const ir::DeployNode &node = network.graph.nodes[index];
  const ir::QuantParams &in = network.tensors[node.inputs[0]], &out = network.tensors[node.output];
  for (float weight : network.values[index].weightScales)
    if (!(weight > 0) || !(double(in.scale) * double(weight) / double(out.scale) < 0.25))
      return "needs input scale * weight scale / output scale below 1/4";
  if (!fitsAccumulator(network.values[index]))
    return "needs a bias and weights whose sums stay within 32 bits";
  const ops::Traits &traits = ops::traitsOf(node.op);
  for (uint32_t input : node.inputs)
    if (traits.moves && network.tensors[input] != out)
      return "needs the same scale and zero point on inputs and output";
  if (traits.lowering == ops::Lowering::Chain && node.inputs.size() != 2)
    return "needs two inputs";
  for (uint32_t input : node.inputs)
    if (!(double(network.tensors[input].scale) / double(out.scale) < 0x1p20))
      return "needs an output scale nearer to its inputs'";
  // Of a product the factors' scales count together.
  if (node.op == "multiply" && !(double(network.tensors[node.inputs[0]].scale) *
                                     double(network.tensors[node.inputs[1]].scale) /
                                     double(out.scale) <
                                 0x1p20))
    return "needs an output scale nearer to the product of its inputs'";
  return "";
}

llvm::Error verifyInteger(const ir::IntegerNetwork &network) {
  for (size_t i = 0; i < network.graph.nodes.size(); ++i) {
    const std::string reason = wrong(network, i);
    if (!reason.empty())
      return support::environment("operator '" + network.graph.nodes[i].name +
                                  "' of the QDQ model " + reason);
  }
  return llvm::Error::success();
}

} // namespace pnasc::onnx
