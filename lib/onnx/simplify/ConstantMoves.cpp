// SPDX-License-Identifier: Apache-2.0
// Constants cut, joined and put in another order.
#include "onnx/Vet.h"
#include "onnx/simplify/ConstantValue.h"
#include <algorithm>
#include <cstdlib>

namespace pnasc::onnx {

namespace {

using Result = std::optional<ConstantValue>;

/// The value of position `i` of the result is that of position `from(i)` of the operand.
template <class From> Result picked(const ConstantValue &operand, Sizes sizes, From from) {
  const int64_t count = elementsOf(sizes);
  if (count < 0)
    return std::nullopt;
  ConstantValue result{operand.type, std::move(sizes), operand.values};
  std::visit(
      [&](auto &into) {
        auto copy = into;
        into.resize(size_t(count));
        for (int64_t i = 0; i < count; ++i)
          into[size_t(i)] = copy[size_t(from(i))];
      },
      result.values);
  return result;
}

/// Whole numbers of an operand, of an attribute of older opsets, or none.
std::optional<Sizes> listOf(const Node &node, const Operands &operands, size_t index,
                            const char *attribute) {
  if (index < operands.size() && operands[index])
    return operands[index]->isFloat() ? std::nullopt : std::optional(operands[index]->integers());
  return intsOf(node, attribute);
}

/// Counted from the front; -1 where it is none of `rank` axes.
int64_t axisOf(int64_t axis, int64_t rank) {
  axis += axis < 0 ? rank : 0;
  return axis >= 0 && axis < rank ? axis : -1;
}

Result reshape(const Node &node, const Operands &operands) {
  const auto target = listOf(node, operands, 1, "shape");
  const auto sizes = target ? reshapedSizes(operands[0]->sizes, *target) : std::nullopt;
  return sizes ? Result(ConstantValue{operands[0]->type, *sizes, operands[0]->values})
               : std::nullopt;
}

Result squeeze(const Node &node, const Operands &operands) {
  const auto axes = listOf(node, operands, 1, "axes");
  if (!axes)
    return std::nullopt;
  const Sizes &from = operands[0]->sizes;
  Sizes sizes;
  for (size_t i = 0; i < from.size(); ++i) {
    const bool named = llvm::any_of(
        *axes, [&](int64_t a) { return axisOf(a, int64_t(from.size())) == int64_t(i); });
    if (!(named || axes->empty()) || from[i] != 1)
      sizes.push_back(from[i]);
  }
  return ConstantValue{operands[0]->type, sizes, operands[0]->values};
}

Result unsqueeze(const Node &node, const Operands &operands) {
  const auto axes = listOf(node, operands, 1, "axes");
  if (!axes || axes->size() > 8)
    return std::nullopt;
  const int64_t rank = int64_t(operands[0]->sizes.size() + axes->size());
  std::vector<bool> added(size_t(rank), false);
  for (int64_t axis : *axes) {
    const int64_t at = axisOf(axis, rank);
    if (at < 0 || added[size_t(at)])
      return std::nullopt;
    added[size_t(at)] = true;
  }
  Sizes sizes;
  size_t next = 0;
  for (bool one : added)
    sizes.push_back(one ? 1 : operands[0]->sizes[next++]);
  return ConstantValue{operands[0]->type, sizes, operands[0]->values};
}

Result transpose(const Node &node, const Operands &operands) {
  const Sizes &from = operands[0]->sizes;
  Sizes order = intsOf(node, "perm"), sorted;
  for (size_t i = 0; order.size() < from.size() && i < from.size(); ++i)
    order.push_back(int64_t(from.size() - 1 - i));
  sorted = order;
  llvm::sort(sorted);
  for (size_t i = 0; i < sorted.size(); ++i)
    if (sorted[i] != int64_t(i) || sorted.size() != from.size())
      return std::nullopt;
  Sizes sizes, strides(from.size(), 1);
  for (size_t i = from.size(); i-- > 1;)
    strides[i - 1] = strides[i] * from[i];
  for (int64_t axis : order)
    sizes.push_back(from[size_t(axis)]);
  return picked(*operands[0], sizes, [&](int64_t i) {
    int64_t at = 0;
    for (size_t axis = sizes.size(); axis-- > 0; i /= sizes[axis])
      at += i % sizes[axis] * strides[size_t(order[axis])];
    return at;
  });
}

/// An array seen as outer x axis x inner.
struct Axis {
  int64_t outer = 1, size = 1, inner = 1;
  Axis(const Sizes &sizes, int64_t axis) : size(sizes[size_t(axis)]) {
    for (size_t i = 0; i < sizes.size(); ++i)
      (int64_t(i) < axis ? outer : inner) *= int64_t(i) == axis ? 1 : sizes[i];
  }
};

Result gather(const Node &node, const Operands &operands) {
  const ConstantValue &data = *operands[0];
  const int64_t at = axisOf(intOf(node, "axis", 0), int64_t(data.sizes.size()));
  if (at < 0 || operands.size() < 2 || !operands[1] || operands[1]->isFloat())
    return std::nullopt;
  const Axis axis(data.sizes, at);
  Sizes indices = operands[1]->integers();
  for (int64_t &index : indices)
    if (index = axisOf(index, axis.size); index < 0)
      return std::nullopt;
  Sizes sizes(data.sizes.begin(), data.sizes.begin() + at);
  llvm::append_range(sizes, operands[1]->sizes);
  sizes.insert(sizes.end(), data.sizes.begin() + at + 1, data.sizes.end());
  const int64_t count = int64_t(indices.size());
  return picked(data, sizes, [&](int64_t i) {
    const int64_t inner = i % axis.inner, which = i / axis.inner % count;
    return (i / axis.inner / count * axis.size + indices[size_t(which)]) * axis.inner + inner;
  });
}

/// Along one axis after another.
/// From where a slice of an axis starts, and how many elements it has; nothing where it ends
/// before.
std::optional<std::pair<int64_t, int64_t>> rangeOf(int64_t size, int64_t start, int64_t end,
                                                   int64_t step) {
  if (step == 0)
    return std::nullopt;
  const auto inside = [&](int64_t v, int64_t least, int64_t most) {
    return std::clamp<int64_t>(v < 0 && v > -MostElements ? v + size : v, least, most);
  };
  const bool forwards = step > 0;
  const int64_t from = forwards ? inside(start, 0, size) : inside(start, -1, size - 1);
  const int64_t to = forwards ? inside(end, 0, size) : inside(end, -1, size - 1);
  const int64_t way = forwards ? to - from : from - to;
  if (way < 0 || step < -MostElements || step > MostElements)
    return std::nullopt;
  const int64_t stride = std::abs(step);
  return std::pair(from, (way + stride - 1) / stride);
}

Result slice(const Node &node, const Operands &operands) {
  const auto starts = listOf(node, operands, 1, "starts"), ends = listOf(node, operands, 2, "ends");
  auto axes = listOf(node, operands, 3, "axes");
  auto steps = listOf(node, operands, 4, "steps");
  if (!starts || !ends || !axes || !steps || starts->size() != ends->size())
    return std::nullopt;
  for (size_t i = axes->size(); i < starts->size(); ++i)
    axes->push_back(int64_t(i));
  steps->resize(std::max(steps->size(), starts->size()), 1);
  Result result = *operands[0];
  for (size_t i = 0; result && i < starts->size(); ++i) {
    const int64_t at = axisOf((*axes)[i], int64_t(result->sizes.size()));
    if (at < 0)
      return std::nullopt;
    const Axis axis(result->sizes, at);
    const auto range = rangeOf(axis.size, (*starts)[i], (*ends)[i], (*steps)[i]);
    if (!range)
      return std::nullopt;
    Sizes sizes = result->sizes;
    sizes[size_t(at)] = range->second;
    result = picked(*result, sizes, [&](int64_t j) {
      const int64_t inner = j % axis.inner, along = j / axis.inner % range->second;
      return (j / axis.inner / range->second * axis.size + range->first + along * (*steps)[i]) *
                 axis.inner +
             inner;
    });
  }
  return result;
}

Result concat(const Node &node, const Operands &operands) {
  const int64_t at = axisOf(intOf(node, "axis", 0), int64_t(operands[0]->sizes.size()));
  if (at < 0)
    return std::nullopt;
  ConstantValue result{operands[0]->type, operands[0]->sizes, operands[0]->values};
  for (size_t i = 1; i < operands.size(); ++i) {
    if (!operands[i] || operands[i]->type != result.type)
      return std::nullopt;
    Sizes here = operands[i]->sizes, there = result.sizes;
    if (here.size() != there.size())
      return std::nullopt;
    const Axis a(result.sizes, at), b(here, at);
    here[size_t(at)] = there[size_t(at)] = 0;
    if (here != there)
      return std::nullopt;
    std::visit(
        [&](auto &left) {
          using Values = std::decay_t<decltype(left)>;
          const Values &right = std::get<Values>(operands[i]->values);
          Values joined;
          for (int64_t o = 0; o < a.outer; ++o) {
            const auto l = left.begin() + o * a.size * a.inner;
            const auto r = right.begin() + o * b.size * b.inner;
            joined.insert(joined.end(), l, l + a.size * a.inner);
            joined.insert(joined.end(), r, r + b.size * b.inner);
          }
          left = std::move(joined);
        },
        result.values);
    result.sizes[size_t(at)] = a.size + b.size;
  }
  return elementsOf(result.sizes) < 0 ? std::nullopt : Result(result);
}

} // namespace

Result moved(const Node &node, const Operands &operands) {
  if (operands.empty() || !operands[0])
    return std::nullopt;
  const std::string &type = node.op_type();
  if (type == "Identity")
    return *operands[0];
  if (type == "Reshape")
    return reshape(node, operands);
  if (type == "Squeeze")
    return squeeze(node, operands);
  if (type == "Unsqueeze")
    return unsqueeze(node, operands);
  if (type == "Transpose")
    return transpose(node, operands);
  if (type == "Gather")
    return gather(node, operands);
  if (type == "Slice")
    return slice(node, operands);
  return type == "Concat" ? concat(node, operands) : std::nullopt;
}

} // namespace pnasc::onnx
