// SPDX-License-Identifier: Apache-2.0
// Constants computed with, as exporters write sizes: whole numbers and floats, one operand spread
// over the other where it has one value.
#include "foreign/simplify/ConstantValue.h"
#include <cmath>

namespace pnasc::foreign {

namespace {

using Result = std::optional<Constant>;

/// Nothing where whole numbers leave what sizes can be, or are divided by 0.
template <class T> std::optional<T> result(llvm::StringRef type, T a, T b) {
  if constexpr (std::is_integral_v<T>) {
    constexpr T most = T{1} << 31;
    if (a > most || a < -most || b > most || b < -most || (type == "Div" && b == 0))
      return std::nullopt;
  }
  if (type == "Add")
    return a + b;
  if (type == "Sub")
    return a - b;
  if (type == "Mul")
    return a * b;
  if (type == "Div")
    return a / b;
  return std::nullopt;
}

template <class T>
Result pairwise(const Node &node, const Constant &a, const Constant &b) {
  const auto &left = std::get<std::vector<T>>(a.values),
             &right = std::get<std::vector<T>>(b.values);
  const bool spreadLeft = left.size() == 1 && a.sizes.size() <= b.sizes.size();
  const bool spreadRight = right.size() == 1 && b.sizes.size() <= a.sizes.size();
  if (a.sizes != b.sizes && !spreadLeft && !spreadRight)
    return std::nullopt;
  const Constant &larger = a.sizes != b.sizes && spreadLeft ? b : a;
  std::vector<T> values;
  for (size_t i = 0; i < larger.count(); ++i) {
    const auto one =
        result<T>(node.type, left[left.size() == 1 ? 0 : i], right[right.size() == 1 ? 0 : i]);
    if (!one)
      return std::nullopt;
    values.push_back(*one);
  }
  return Constant{a.type, larger.sizes, std::move(values)};
}

Result cast(const Node &node, const Constant &from) {
  const int64_t to = intOf(node, "to", 0);
  Constant value{int32_t(to), from.sizes, {}};
  if (to == element::Float) {
    value.values = from.isFloat()
                       ? from.floats()
                       : std::vector<float>(from.integers().begin(), from.integers().end());
    return value;
  }
  if (to != element::Int64 && to != element::Int32)
    return std::nullopt;
  std::vector<int64_t> whole;
  if (from.isFloat()) {
    for (float v : from.floats()) {
      if (!(std::fabs(v) < 0x1p31f))
        return std::nullopt;
      whole.push_back(int64_t(v));
    }
  } else {
    whole = from.integers();
  }
  const bool fits = to == element::Int64 ||
                    llvm::all_of(whole, [](int64_t v) { return v >= INT32_MIN && v <= INT32_MAX; });
  value.values = std::move(whole);
  return fits ? Result(value) : std::nullopt;
}

Result rounded(const Node &node, const Constant &from) {
  if (!from.isFloat())
    return std::nullopt;
  std::vector<float> values;
  for (float v : from.floats())
    values.push_back(node.type == "Floor"  ? std::floor(v)
                     : node.type == "Ceil" ? std::ceil(v)
                                                : std::sqrt(v));
  return Constant{from.type, from.sizes, std::move(values)};
}

Result negated(const Constant &from) {
  Constant result = from;
  constexpr int64_t most = int64_t{1} << 62;
  if (!from.isFloat() && llvm::any_of(from.integers(), [](int64_t v) { return v < -most; }))
    return std::nullopt;
  std::visit(
      [](auto &values) {
        for (auto &value : values)
          value = -value;
      },
      result.values);
  return result;
}

/// A constant of the operand's sizes, filled with one value.
Result filled(const Node &node, const Constant &sizes, size_t room) {
  if (sizes.isFloat() || elementsOf(sizes.integers()) < 0 || sizes.integers().size() > 8)
    return std::nullopt;
  const auto count = size_t(elementsOf(sizes.integers()));
  const Attribute *given = findAttribute(node, "value");
  const Result value = given ? (given->t ? Result(*given->t) : std::nullopt)
                             : Result(constantOf({1}, std::vector<float>{0}));
  if (!value || (!value->isFloat() && !value->isInteger()) || value->count() != 1 || count > std::min(room, size_t(MostWritten)))
    return std::nullopt;
  Constant result{value->type, sizes.integers(), value->values};
  std::visit(
      [&](auto &values) {
        const auto one = values.front();
        values.assign(count, one);
      },
      result.values);
  return result;
}

} // namespace

Result computed(const Node &node, const Operands &operands, size_t room) {
  if (operands.empty() || !operands[0])
    return std::nullopt;
  const std::string &type = node.type;
  if (type == "Cast")
    return cast(node, *operands[0]);
  if (type == "Floor" || type == "Ceil" || type == "Sqrt")
    return rounded(node, *operands[0]);
  if (type == "Neg")
    return negated(*operands[0]);
  if (type == "ConstantOfShape")
    return filled(node, *operands[0], room);
  if (operands.size() != 2 || !operands[1] || operands[0]->type != operands[1]->type)
    return std::nullopt;
  return operands[0]->isFloat() ? pairwise<float>(node, *operands[0], *operands[1])
                                : pairwise<int64_t>(node, *operands[0], *operands[1]);
}

} // namespace pnasc::foreign
