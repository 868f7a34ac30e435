// SPDX-License-Identifier: Apache-2.0
// What puts elements elsewhere: Transpose, Slice, Split, Pad, Gather.
#include "foreign/maps/MapForm.h"
#include "foreign/maps/Pick.h"
#include <algorithm>
#include <numeric>

namespace pnasc::foreign {

bool mapTranspose(Emitter &emit, const Node &node) {
  const std::string &x = node.inputs[0];
  const auto from = emit.sample(x);
  const Sizes *all = emit.sizes(x);
  if (!from)
    return false;
  Sizes perm = intsOf(node, "perm");
  if (perm.empty()) { // all axes reversed
    perm.resize(all->size());
    std::iota(perm.rbegin(), perm.rend(), 0);
  }
  if (perm.size() == 4 && perm[0] == 0 && all->front() == emit.batch)
    return false; // the reader's
  const int64_t skipped = emit.batch == 1 ? 0 : 1;
  if (perm.size() != all->size() || (skipped && perm[0] != 0))
    return false;
  Sizes order;
  for (int64_t axis : llvm::makeArrayRef(perm).drop_front(size_t(skipped))) {
    if (axis < skipped || axis >= int64_t(perm.size()))
      return false;
    if (llvm::is_contained(order, axis - skipped))
      return false;
    order.push_back(axis - skipped);
  }
  emit.begin(node);
  emit.finish(emit.ordered(x, *from, order), node.outputs[0]);
  return true;
}

namespace {

/// Numbers of a constant operand, or of an attribute of older opsets.
std::optional<Sizes> listOf(Emitter &emit, const Node &node, int index, const char *attribute) {
  if (index >= node.inputCount() || node.inputs[index].empty())
    return findAttribute(node, attribute) ? std::optional(intsOf(node, attribute)) : std::nullopt;
  return emit.integers(node.inputs[index]);
}

} // namespace

bool mapSplit(Emitter &emit, const Node &node) {
  const std::string &x = node.inputs[0];
  const auto sample = emit.sample(x);
  const auto axis = emit.axisOf(x, intOf(node, "axis", 0));
  if (!sample || !axis)
    return false;
  const int64_t size = (*sample)[*axis];
  auto parts = listOf(emit, node, 1, "split");
  const int64_t count = node.outputCount();
  if (!parts) {
    parts.emplace();
    const int64_t each = (size + count - 1) / count; // the last may be smaller
    for (int64_t i = 0; i < count; ++i)
      parts->push_back(std::min(each, size - i * each));
  }
  if (int64_t(parts->size()) != count ||
      llvm::any_of(*parts, [&](int64_t part) { return part < 0 || part > size; }) ||
      std::accumulate(parts->begin(), parts->end(), int64_t{0}) != size)
    return false;
  int64_t begin = 0;
  for (int64_t i = 0; i < count; begin += (*parts)[size_t(i++)]) {
    const std::string &result = node.outputs[int(i)];
    if (result.empty() || (*parts)[size_t(i)] == 0) // whoever reads it finds no such value
      continue;
    Sizes part = *emit.sizes(x);
    part[*axis + (emit.batch == 1 ? 0 : 1)] = (*parts)[size_t(i)];
    emit.setSizes(result, part);
    emit.begin(node);
    emit.finish(emit.sliced(x, *sample, *axis, begin, (*parts)[size_t(i)], 1), result);
  }
  return true;
}

namespace {

/// What a Slice leaves of one axis of a sample.
struct Cut {
  size_t axis;
  int64_t begin, count, step;
};

/// Starts and ends count from the end where they are negative, and stop at the axis' own.
Cut cutOf(size_t axis, int64_t size, int64_t start, int64_t end, int64_t step) {
  step = std::clamp(step, -size - 1, size + 1); // more is as much
  const auto inside = [&](int64_t v) {
    v += v < 0 && v >= -size ? size : 0;
    return step > 0 ? std::clamp<int64_t>(v, 0, size) : std::clamp<int64_t>(v, -1, size - 1);
  };
  const int64_t begin = inside(start);
  return {axis, begin, (inside(end) - begin + step - (step > 0 ? 1 : -1)) / step, step};
}

std::optional<std::vector<Cut>> cutsOf(Emitter &emit, const Node &node, const Sizes &sample) {
  const auto starts = listOf(emit, node, 1, "starts"), ends = listOf(emit, node, 2, "ends");
  const auto axes = listOf(emit, node, 3, "axes"), steps = listOf(emit, node, 4, "steps");
  if (!starts || !ends || starts->size() != ends->size() ||
      (axes && axes->size() != starts->size()) || (steps && steps->size() != starts->size()))
    return std::nullopt;
  std::vector<Cut> cuts;
  for (size_t i = 0; i < starts->size(); ++i) {
    const auto axis = emit.axisOf(node.inputs[0], axes ? (*axes)[i] : int64_t(i));
    const int64_t step = steps ? (*steps)[i] : 1;
    if (!axis || step == 0)
      return std::nullopt;
    cuts.push_back(cutOf(*axis, sample[*axis], (*starts)[i], (*ends)[i], step));
    if (cuts.back().count < 1)
      return std::nullopt;
  }
  return cuts;
}

} // namespace

bool mapSlice(Emitter &emit, const Node &node) {
  const std::string &x = node.inputs[0];
  auto sample = emit.sample(x);
  const auto cuts = sample ? cutsOf(emit, node, *sample) : std::nullopt;
  if (!cuts)
    return false;
  const bool wholeSamples =
      llvm::none_of(*cuts, [&](const Cut &cut) { return emit.batch == 1 && cut.axis == 0; });
  if (emit.isMap(x) && emit.sizes(x)->size() == 4 && wholeSamples)
    return false; // the reader's
  emit.begin(node);
  std::string result = x;
  for (const Cut &cut : *cuts) {
    if (cut.begin != 0 || cut.step != 1 || cut.count != (*sample)[cut.axis])
      result = emit.sliced(result, *sample, cut.axis, cut.begin, cut.count, cut.step);
    (*sample)[cut.axis] = cut.count;
  }
  if (emit.batch > 1)
    sample->insert(sample->begin(), emit.batch);
  emit.setSizes(node.outputs[0], *sample);
  emit.finish(result, node.outputs[0]);
  return true;
}

namespace {

/// Where each element of a padded axis comes from: 'edge', 'reflect' or 'wrap'.
int64_t sourceOf(int64_t i, int64_t n, const std::string &mode) {
  if (mode == "edge")
    return std::clamp<int64_t>(i, 0, n - 1);
  if (mode == "wrap")
    return ((i % n) + n) % n;
  const int64_t period = std::max<int64_t>(1, 2 * (n - 1));
  i = ((i % period) + period) % period;
  return std::min(i, period - i);
}

struct Padding {
  std::string mode = "constant";
  float filler = 0;
  Sizes before, behind; ///< by axis of the sample
};

std::optional<Padding> paddingOf(Emitter &emit, const Node &node) {
  Padding padding;
  const std::string &x = node.inputs[0];
  if (const auto *mode = findAttribute(node, "mode"))
    padding.mode = mode->s;
  if (const auto *value = findAttribute(node, "value"))
    padding.filler = value->f;
  if (node.inputCount() > 2 && !node.inputs[2].empty()) {
    const auto value = emit.uniform(node.inputs[2]);
    if (!value)
      return std::nullopt;
    padding.filler = float(*value);
  }
  const auto amounts = listOf(emit, node, 1, "pads"), given = listOf(emit, node, 3, "axes");
  const size_t rank = emit.sizes(x)->size();
  if (!amounts || amounts->size() != 2 * (given ? given->size() : rank))
    return std::nullopt;
  const size_t count = amounts->size() / 2;
  padding.before = padding.behind = Sizes(emit.sample(x)->size(), 0);
  for (size_t i = 0; i < count; ++i) {
    const int64_t front = (*amounts)[i], back = (*amounts)[count + i];
    const auto axis = emit.axisOf(x, given ? (*given)[i] : int64_t(i));
    if (!axis && (front != 0 || back != 0))
      return std::nullopt;
    if (axis) {
      padding.before[*axis] = front;
      padding.behind[*axis] = back;
    }
  }
  return padding;
}

} // namespace

/// Zeros around height and width of a map, in the form that the reader knows.
static bool padsMap(Emitter &emit, const Node &node, const Padding &padding) {
  const Sizes &from = *emit.sizes(node.inputs[0]);
  if (!emit.isMap(node.inputs[0]) || from.size() != 4 || padding.mode != "constant" ||
      padding.filler != 0)
    return false;
  Sizes amounts(8, 0), to = from;
  const size_t skipped = emit.batch == 1 ? 0 : 1;
  for (size_t i = 0; i < padding.before.size(); ++i) {
    const int64_t before = padding.before[i], behind = padding.behind[i];
    if (before < 0 || behind < 0 || (i + skipped < 2 && before + behind != 0))
      return false;
    amounts[i + skipped] = before;
    amounts[i + skipped + 4] = behind;
    to[i + skipped] += before + behind;
  }
  emit.begin(node);
  emit.node("Pad", {node.inputs[0], emit.constant<int64_t>({8}, amounts)}, to, node.outputs[0]);
  return true;
}

/// Along one axis, of which `n` elements there are.
static std::string padAxis(Emitter &emit, std::string value, Sizes sizes, size_t axis,
                           const Padding &padding) {
  const int64_t before = padding.before[axis], behind = padding.behind[axis], n = sizes[axis];
  if (padding.mode != "constant") {
    Sizes from;
    for (int64_t at = -before; at < n + behind; ++at)
      from.push_back(sourceOf(at, n, padding.mode));
    return picked(emit, value, around(sizes, axis), from);
  }
  const int64_t cut = std::max<int64_t>(0, -before);
  const int64_t rest = n - cut + std::min<int64_t>(0, behind);
  if (rest != n)
    value = emit.sliced(value, sizes, axis, cut, rest, 1);
  sizes[axis] = rest;
  return before > 0 || behind > 0 ? emit.padded(value, sizes, axis, std::max<int64_t>(0, before),
                                                std::max<int64_t>(0, behind))
                                  : value;
}

bool mapPad(Emitter &emit, const Node &node) {
  const std::string &x = node.inputs[0];
  auto sample = emit.sample(x);
  const auto padding = sample ? paddingOf(emit, node) : std::nullopt;
  if (!padding)
    return false;
  Sizes to = *sample;
  for (size_t i = 0; i < to.size(); ++i) {
    to[i] += padding->before[i] + padding->behind[i];
    if (to[i] < 1 || -padding->before[i] >= (*sample)[i] || -padding->behind[i] >= (*sample)[i] ||
        (padding->mode != "constant" && to[i] * (*sample)[i] > MostWritten))
      return false;
  }
  if (elementsOf(to) < 0)
    return false;
  if (padsMap(emit, node, *padding))
    return true;
  emit.begin(node);
  const bool shifts = padding->mode == "constant" && padding->filler != 0;
  std::string result = shifts ? emit.affine(x, 1, -padding->filler) : x;
  for (size_t i = 0; i < sample->size(); ++i) {
    if (padding->before[i] == 0 && padding->behind[i] == 0)
      continue;
    result = padAxis(emit, result, *sample, i, *padding);
    (*sample)[i] = to[i];
  }
  if (shifts)
    result = emit.affine(result, 1, padding->filler);
  if (emit.batch > 1)
    to.insert(to.begin(), emit.batch);
  emit.setSizes(node.outputs[0], to);
  emit.finish(result, node.outputs[0]);
  return true;
}

/// By constant indices.
bool mapGather(Emitter &emit, const Node &node) {
  const std::string &x = node.inputs[0];
  const auto sample = emit.sample(x);
  const auto axis = emit.axisOf(x, intOf(node, "axis", 0));
  auto indices = emit.integers(node.inputs[1]);
  if (!sample || !axis || !indices || indices->empty() || !emit.sizes(node.outputs[0]))
    return false;
  const Around whole = around(*sample, *axis);
  if (int64_t(indices->size()) > MostWritten / whole.size)
    return false;
  for (int64_t &index : *indices) {
    index += index < 0 ? whole.size : 0;
    if (index < 0 || index >= whole.size)
      return false;
  }
  emit.begin(node);
  emit.finish(picked(emit, x, whole, *indices), node.outputs[0]);
  return true;
}

} // namespace pnasc::foreign
