// SPDX-License-Identifier: Apache-2.0
#include "onnx/QuantisedWeights.h"
#include "catalogue/ops/shared/OnnxOp.onnx.h"
#include "ir/Layout.h"
#include "onnx/Proto.h"
#include <cmath>

namespace pnasc::onnx {

llvm::Error WeightReader::readWeights(const ::onnx::NodeProto &proto,
                                      llvm::ArrayRef<DequantisedConstant> weights) const {
  if (weights.empty())
    return ops::wrong("needs a quantised weight");
  const ::onnx::TensorProto &tensor = *constants.find(weights[0].values);
  llvm::Expected<std::vector<int8_t>> data = valuesOf<int8_t>(tensor);
  if (!data)
    return data.takeError();
  const bool inputsFirst = node.op == "linear" && !llvm::any_of(proto.attribute(), [](auto &a) {
                             return a.name() == "transB" && a.i() != 0;
                           });
  ir::Array<int8_t> weight{shapeOf(tensor), std::move(*data)};
  if (inputsFirst) {
    weight.data = ir::swapInner(weight.data, weight.shape[0], weight.shape[1]);
    std::swap(weight.shape[0], weight.shape[1]);
  }
  const bool turns = ops::onnxOp(node.op)->inputsFirst;
  if (turns)
    weight = ir::exchanged(weight);
  if (weight.shape.size() == 3)
    weight.shape.insert(weight.shape.begin() + 2, 1);
  const ir::Shape &in = network.graph.tensors[node.inputs[0]].shape;
  into.weight = weight.shape.size() == 4 ? ir::channelsLast(weight) : ir::featuresLast(weight, in);
  const auto outputs = size_t(weight.shape[0]);
  if (llvm::Error error = readScales(weights[0], inputsFirst || turns ? 1 : 0, outputs))
    return error;
  if (weights.size() < 2) {
    into.bias.assign(outputs, 0);
    return llvm::Error::success();
  }
  return readBias(weights[1], outputs);
}

llvm::Error WeightReader::readSlopes(const ops::Parameter &rule,
                                     llvm::ArrayRef<DequantisedConstant> slopes) const {
  if (slopes.empty())
    return ops::wrong("needs a quantised " + rule.name);
  const ::onnx::TensorProto &tensor = *constants.find(slopes[0].values);
  llvm::Expected<std::vector<int8_t>> data = valuesOf<int8_t>(tensor);
  if (!data)
    return data.takeError();
  if (int64_t(data->size()) != ir::Array<int8_t>::count(rule.shape))
    return ops::wrong("has a " + rule.name + " of " + std::to_string(data->size()) + " values");
  const size_t count = data->size();
  into.weight = {rule.shape, std::move(*data)};
  const auto shape = shapeOf(tensor);
  const auto wide = llvm::find_if(shape, [](int64_t size) { return size != 1; });
  return readScales(slopes[0], wide == shape.end() ? 0 : wide - shape.begin(), count);
}

llvm::Error WeightReader::readScales(const DequantisedConstant &weight, int64_t axis,
                                     size_t outputs) const {
  const ::onnx::TensorProto *tensor = constants.find(weight.scales);
  if (!tensor)
    return ops::wrong("needs constant weight scales");
  llvm::Expected<std::vector<float>> found = valuesOf<float>(*tensor);
  if (!found)
    return found.takeError();
  if (found->size() == 1)
    found->resize(outputs, found->front());
  else if (found->size() != outputs || weight.axis != axis)
    return ops::wrong("needs one weight scale for each output channel");
  into.weightScales = std::move(*found);
  return llvm::Error::success();
}

llvm::Error WeightReader::readBias(const DequantisedConstant &bias, size_t outputs) const {
  llvm::Expected<std::vector<int32_t>> data = valuesOf<int32_t>(*constants.find(bias.values));
  if (!data)
    return data.takeError();
  const ::onnx::TensorProto *tensor = constants.find(bias.scales);
  if (!tensor || data->size() != outputs)
    return ops::wrong("needs one bias and one constant scale for each output channel");
  llvm::Expected<std::vector<float>> scales = valuesOf<float>(*tensor);
  if (!scales)
    return scales.takeError();
  const double input = network.tensors[node.inputs[0]].scale;
  for (size_t o = 0; o < outputs; ++o) {
    const double expected = input * double(into.weightScales[o]);
    const double found = (*scales)[scales->size() == outputs ? o : 0];
    if (!(std::fabs(found - expected) <= 1e-5 * expected))
      return ops::wrong("needs bias scales that are input scale times weight scale");
  }
  into.bias = std::move(*data);
  return llvm::Error::success();
}

} // namespace pnasc::onnx
