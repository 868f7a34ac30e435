// SPDX-License-Identifier: Apache-2.0
#include "onnx/simplify/ConstantValue.h"
#include "onnx/Proto.h"
#include "onnx/Vet.h"

namespace pnasc::onnx {

using ::onnx::TensorProto;

template <class From, class To>
static std::optional<ConstantValue> read(const TensorProto &tensor) {
  llvm::Expected<std::vector<From>> values = valuesOf<From>(tensor);
  if (!values) {
    llvm::consumeError(values.takeError());
    return std::nullopt;
  }
  return ConstantValue{tensor.data_type(), shapeOf(tensor),
                       std::vector<To>(values->begin(), values->end())};
}

std::optional<ConstantValue> readConstant(const TensorProto &tensor) {
  if (elementsOf(shapeOf(tensor)) < 0)
    return std::nullopt;
  switch (tensor.data_type()) {
  case TensorProto::FLOAT:
    return read<float, float>(tensor);
  case TensorProto::INT64:
    return read<int64_t, int64_t>(tensor);
  case TensorProto::INT32:
    return read<int32_t, int64_t>(tensor);
  default:
    return std::nullopt;
  }
}

void addConstant(::onnx::GraphProto &graph, const std::string &name, const ConstantValue &value) {
  if (value.isFloat())
    addTensor(graph, name, value.sizes, value.floats());
  else if (value.type == TensorProto::INT32)
    addTensor(graph, name, value.sizes,
              std::vector<int32_t>(value.integers().begin(), value.integers().end()));
  else
    addTensor(graph, name, value.sizes, value.integers());
}

std::optional<Sizes> reshapedSizes(const Sizes &from, const Sizes &target) {
  Sizes to = target;
  int64_t known = 1;
  std::optional<size_t> open;
  for (size_t i = 0; i < to.size(); ++i) {
    if (to[i] == 0)
      to[i] = i < from.size() ? from[i] : 0;
    if (to[i] == -1 && !open)
      open = i;
    else if (to[i] < 1 || known > MostElements / to[i])
      return std::nullopt;
    else
      known *= to[i];
  }
  const int64_t all = elementsOf(from);
  if (open)
    to[*open] = all < 0 ? 0 : all / known;
  return all >= 0 && elementsOf(to) == all ? std::optional(to) : std::nullopt;
}

} // namespace pnasc::onnx
