// SPDX-License-Identifier: Apache-2.0
#include "onnx/Constants.h"
#include "ir/Layout.h"
#include "onnx/Proto.h"
#include "support/Error.h"

namespace pnasc::onnx {

using ::onnx::TensorProto;

Constants::Constants(const ::onnx::GraphProto &graph) {
  for (const TensorProto &tensor : graph.initializer())
    known[tensor.name()] = &tensor;
}

const TensorProto *Constants::find(const std::string &name) const {
  const auto at = known.find(name);
  return at == known.end() ? nullptr : at->second;
}

std::optional<double> Constants::scalar(const std::string &name) const {
  const TensorProto *tensor = find(name);
  if (!tensor)
    return std::nullopt;
  llvm::Expected<std::vector<float>> values = valuesOf<float>(*tensor);
  if (!values) {
    llvm::consumeError(values.takeError());
    return std::nullopt;
  }
  return values->size() == 1 ? std::optional<double>(values->front()) : std::nullopt;
}

template <class T>
static bool widen(const TensorProto &tensor, std::optional<std::vector<double>> &into) {
  llvm::Expected<std::vector<T>> values = valuesOf<T>(tensor);
  if (!values) {
    llvm::consumeError(values.takeError());
    return false;
  }
  into.emplace(values->begin(), values->end());
  return true;
}

std::optional<std::vector<double>> Constants::numbers(const std::string &name) const {
  std::optional<std::vector<double>> result;
  if (const TensorProto *tensor = find(name))
    widen<float>(*tensor, result) || widen<int64_t>(*tensor, result) ||
        widen<int32_t>(*tensor, result);
  return result;
}

llvm::Error Constants::transpose(const ::onnx::NodeProto &node, const TensorProto &from) {
  const std::vector<int64_t> shape = shapeOf(from);
  std::vector<int64_t> order;
  for (const auto &attribute : node.attribute())
    if (attribute.name() == "perm")
      order.assign(attribute.ints().begin(), attribute.ints().end());
  if (shape.size() != 2 || (!order.empty() && order != std::vector<int64_t>{1, 0}))
    return support::environment("node '" + node.name() +
                                "': only matrices among the constants can be transposed");
  llvm::Expected<std::vector<float>> values = valuesOf<float>(from);
  if (!values)
    return values.takeError();
  ::onnx::GraphProto holder;
  addTensor(holder, node.output(0), {shape[1], shape[0]},
            ir::swapInner(*values, shape[0], shape[1]));
  made[node.output(0)] = holder.initializer(0);
  return llvm::Error::success();
}

llvm::Expected<bool> Constants::take(const ::onnx::NodeProto &node) {
  const TensorProto *from = node.input_size() == 1 ? find(node.input(0)) : nullptr;
  if (node.op_type() == "Constant") {
    for (const auto &attribute : node.attribute())
      if (attribute.name() == "value")
        made[node.output(0)] = attribute.t();
    if (!made.count(node.output(0)))
      return support::environment("node '" + node.name() + "': a Constant needs a tensor");
  } else if (from && node.op_type() == "Identity") {
    made[node.output(0)] = *from;
  } else if (from && node.op_type() == "Transpose") {
    if (llvm::Error error = transpose(node, *from))
      return error;
  } else {
    return false;
  }
  known[node.output(0)] = &made[node.output(0)];
  return true;
}

} // namespace pnasc::onnx
