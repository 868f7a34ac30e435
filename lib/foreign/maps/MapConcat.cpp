// SPDX-License-Identifier: Apache-2.0
#include "foreign/maps/MapForm.h"

namespace pnasc::foreign {

namespace {

/// The operands of a Concat: values side by side, constants at either end.
struct Joining {
  std::vector<std::string> before, values, behind;
  size_t axis = 0;              ///< of a sample
  Sizes sizes;                  ///< of a sample of the values joined, without the constants
  int64_t added = 0, front = 0; ///< elements of all constants along the axis, of those before
};

bool alikeBut(const Sizes &a, const Sizes &b, size_t axis) {
  if (a.size() != b.size())
    return false;
  for (size_t i = 0; i < a.size(); ++i)
    if (i != axis && a[i] != b[i])
      return false;
  return true;
}

std::optional<Joining> joiningOf(Emitter &emit, const Node &node) {
  Joining j;
  for (const std::string &input : node.inputs) {
    const bool constant = emit.isConstant(input);
    if (!constant && !j.behind.empty())
      return std::nullopt; // a constant between values
    (!constant ? j.values : j.values.empty() ? j.before : j.behind).push_back(input);
  }
  const auto like = j.values.empty() ? std::nullopt : emit.sample(j.values.front());
  const auto axis = like ? emit.axisOf(j.values.front(), intOf(node, "axis", 0)) : std::nullopt;
  if (!axis || (emit.batch != 1 && j.before.size() + j.behind.size() > 0))
    return std::nullopt;
  j.axis = *axis;
  j.sizes = *like;
  j.sizes[j.axis] = 0;
  for (const std::string &value : j.values) {
    const auto sizes = emit.sample(value);
    if (!sizes || !alikeBut(*sizes, *like, j.axis))
      return std::nullopt;
    j.sizes[j.axis] += (*sizes)[j.axis];
  }
  for (const auto *list : {&j.before, &j.behind})
    for (const std::string &constant : *list) {
      const Sizes *sizes = emit.constantSizes(constant);
      if (!emit.floats(constant) || !alikeBut(*sizes, *like, j.axis))
        return std::nullopt;
      j.added += (*sizes)[j.axis];
      j.front += list == &j.before ? (*sizes)[j.axis] : 0;
    }
  const int64_t all = around(j.sizes, j.axis).before * around(j.sizes, j.axis).after;
  return j.added == 0 || j.sizes[j.axis] + j.added <= MostWritten / all ? std::optional(j)
                                                                        : std::nullopt;
}

/// The values alone, as the channels of maps.
std::string joinedValues(Emitter &emit, const Joining &j) {
  const Around all = around(j.sizes, j.axis);
  std::vector<std::string> parts;
  for (const std::string &value : j.values) {
    const int64_t size = (*emit.sample(value))[j.axis];
    const std::string turned = emit.ordered(value, {all.before, size, all.after}, {1, 0, 2});
    parts.push_back(emit.seen(turned, {size, all.before * all.after, 1}));
  }
  std::string result = parts.front();
  if (parts.size() > 1) {
    Node &concat = emit.node("Concat", parts, {emit.batch, all.size, all.before * all.after, 1});
    setInt(concat, "axis", 1);
    result = concat.outputs[0];
  }
  return emit.ordered(result, {all.size, all.before, all.after}, {1, 0, 2});
}

/// Constants at either end are zeros that are padded and then replaced by an addition.
std::string withConstants(Emitter &emit, const Joining &j, const std::string &values) {
  const int64_t own = j.sizes[j.axis];
  Sizes sizes = j.sizes;
  sizes[j.axis] += j.added;
  const Around whole = around(sizes, j.axis);
  std::vector<float> offset(size_t(product(sizes)), 0);
  const std::vector<float> ones(offset.size(), 1);
  int64_t at = 0;
  const auto put = [&](const std::string &constant) {
    const std::vector<float> numbers = *emit.floats(constant);
    const int64_t size = (*emit.constantSizes(constant))[j.axis];
    const int64_t row = size * whole.after;
    for (int64_t i = 0; i < int64_t(numbers.size()); ++i)
      offset[size_t((i / row * whole.size + at) * whole.after + i % row)] = numbers[size_t(i)];
    at += size;
  };
  llvm::for_each(j.before, put);
  at += own;
  llvm::for_each(j.behind, put);
  const std::string wide = emit.padded(values, j.sizes, j.axis, j.front, j.added - j.front);
  return emit.affine(wide, ones, offset);
}

} // namespace

bool mapConcat(Emitter &emit, const Node &node) {
  const auto joining = joiningOf(emit, node);
  if (!joining)
    return false;
  const bool maps =
      llvm::all_of(joining->values, [&](const std::string &value) { return emit.isMap(value); });
  if (maps && joining->added == 0 && intOf(node, "axis", 0) == 1)
    return false; // the reader's
  Sizes sizes = joining->sizes;
  sizes[joining->axis] += joining->added;
  if (emit.batch > 1)
    sizes.insert(sizes.begin(), emit.batch);
  emit.begin(node);
  emit.setSizes(node.outputs[0], sizes);
  const std::string values = joinedValues(emit, *joining);
  emit.finish(joining->added == 0 ? values : withConstants(emit, *joining, values), node.outputs[0]);
  return true;
}

} // namespace pnasc::foreign
