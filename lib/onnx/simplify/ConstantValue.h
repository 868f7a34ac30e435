// SPDX-License-Identifier: Apache-2.0
// A constant while it is computed with: floats, or whole numbers whatever their width.
#pragma once

#include "onnx/Rewriter.h"
#include <variant>

namespace pnasc::onnx {

struct ConstantValue {
  int32_t type = ::onnx::TensorProto::INT64; ///< FLOAT, INT64, INT32 or BOOL
  Sizes sizes;
  std::variant<std::vector<float>, std::vector<int64_t>> values;

  bool isFloat() const { return values.index() == 0; }
  const std::vector<float> &floats() const { return std::get<0>(values); }
  const std::vector<int64_t> &integers() const { return std::get<1>(values); }
  size_t count() const { return isFloat() ? floats().size() : integers().size(); }
};

/// Nothing for other types, and for tensors that are not what they say.
std::optional<ConstantValue> readConstant(const ::onnx::TensorProto &tensor);
void addConstant(::onnx::GraphProto &graph, const std::string &name, const ConstantValue &value);

/// What a node makes of constants; nothing where it is none of those that only exporters' shape
/// arithmetic needs, or they do not fit. An operand that is not given is null.
using Operands = std::vector<const ConstantValue *>;
std::optional<ConstantValue> moved(const Node &node, const Operands &operands);
std::optional<ConstantValue> computed(const Node &node, const Operands &operands);

/// Sizes of a Reshape's result: 0 keeps a size, one -1 is what is left.
std::optional<Sizes> reshapedSizes(const Sizes &from, const Sizes &target);

} // namespace pnasc::onnx
