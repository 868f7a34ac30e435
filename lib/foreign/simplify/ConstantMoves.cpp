// SPDX-License-Identifier: Apache-2.0
// Constants cut, joined and put in another order.
#include "foreign/simplify/ConstantValue.h"
#include <algorithm>
#include <cstdlib>

namespace pnasc::foreign {

namespace {

using Result = std::optional<Constant>;

/// The value of position `i` of the result is that of position `from(i)` of the operand.
template <class From> Result picked(const Constant &operand, Sizes sizes, From from) {
  const int64_t count = elementsOf(sizes);
  if (count < 0)
    return std::nullopt;
  Constant result{operand.type, std::move(sizes), operand.values};
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
  return sizes ? Result(Constant{operands[0]->type, *sizes, operands[0]->values})
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
  return Constant{operands[0]->type, sizes, operands[0]->values};
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
  return Constant{operands[0]->type, sizes, operands[0]->values};
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

Result gather(const Node &node, const Operands &operands, size_t room) {
  const Constant &data = *operands[0];
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
  const int64_t count = int64_t(indices.size()), all = elementsOf(sizes);
  if (all < 0 || size_t(all) > room)
    return std::nullopt;
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

/// Sizes of the operands side by side; nothing where they do not fit.
std::optional<Sizes> concatSizes(const Operands &operands, size_t axis, size_t room) {
  Sizes sizes = operands[0]->sizes;
  sizes[axis] = 0;
  for (const Constant *operand : operands) {
    if (!operand || operand->type != operands[0]->type ||
        operand->sizes.size() != sizes.size())
      return std::nullopt;
    for (size_t i = 0; i < sizes.size(); ++i)
      if (i != axis && operand->sizes[i] != sizes[i])
        return std::nullopt;
    sizes[axis] += operand->sizes[axis];
  }
  const int64_t all = elementsOf(sizes);
  return all < 0 || size_t(all) > room ? std::nullopt : std::optional(sizes);
}

Result concat(const Node &node, const Operands &operands, size_t room) {
  const int64_t at = axisOf(intOf(node, "axis", 0), int64_t(operands[0]->sizes.size()));
  const auto sizes = at < 0 ? std::nullopt : concatSizes(operands, size_t(at), room);
  if (!sizes)
    return std::nullopt;
  Constant result{operands[0]->type, *sizes, operands[0]->values};
  std::visit(
      [&](auto &joined) {
        using Values = std::decay_t<decltype(joined)>;
        joined.clear();
        for (int64_t outer = 0; outer < Axis(*sizes, at).outer; ++outer)
          for (const Constant *operand : operands) {
            const Values &values = std::get<Values>(operand->values);
            const Axis own(operand->sizes, at);
            const auto from = values.begin() + outer * own.size * own.inner;
            joined.insert(joined.end(), from, from + own.size * own.inner);
          }
      },
      result.values);
  return result;
}

} // namespace

Result moved(const Node &node, const Operands &operands, size_t room) {
  if (operands.empty() || !operands[0])
    return std::nullopt;
  const std::string &type = node.type;
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
    return gather(node, operands, room);
  if (type == "Slice")
    return slice(node, operands);
  return type == "Concat" ? concat(node, operands, room) : std::nullopt;
}

} // namespace pnasc::foreign
