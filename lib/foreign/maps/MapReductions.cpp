// SPDX-License-Identifier: Apache-2.0
// Reductions over any axes, softmax along any axis, averages over windows of any kind.
#include "foreign/maps/MapForm.h"
#include "foreign/maps/PoolAxis.h"
#include <utility>

namespace pnasc::foreign {

namespace {

/// Mean or maximum along one axis of a sample of `sizes`.
std::string reduced(Emitter &emit, const std::string &value, const Sizes &sizes, size_t axis,
                    bool maximum) {
  AxisOfMap view = emit.axisOfMap(sizes, axis, /*channels=*/false);
  const std::string map = emit.seen(value, view.sizes);
  Sizes kernel{1, 1};
  kernel[view.axis - 1] = std::exchange(view.sizes[view.axis], 1);
  view.sizes.insert(view.sizes.begin(), emit.batch);
  Node &pool = emit.node(maximum ? "MaxPool" : "AveragePool", {map}, view.sizes);
  setInts(pool, "kernel_shape", kernel);
  return pool.outputs[0];
}

/// By axis of the sample; nothing where the batch is among them.
std::optional<std::vector<bool>> axesOf(Emitter &emit, const Node &node) {
  const std::string &x = node.inputs[0];
  auto axes = std::optional(intsOf(node, "axes"));
  if (node.inputCount() > 1 && !node.inputs[1].empty())
    axes = emit.integers(node.inputs[1]);
  if (!axes)
    return std::nullopt;
  const size_t rank = emit.sizes(x)->size();
  const bool all = axes->empty() && intOf(node, "noop_with_empty_axes", 0) == 0;
  for (size_t i = 0; all && i < rank; ++i)
    axes->push_back(int64_t(i));
  std::vector<bool> reduced(emit.sample(x)->size(), false);
  for (int64_t axis : *axes) {
    const auto at = emit.axisOf(x, axis);
    if (!at)
      return std::nullopt;
    reduced[*at] = true;
  }
  return reduced;
}

/// The mean over all positions of maps.
bool isGlobal(Emitter &emit, const Node &node, const std::vector<bool> &axes) {
  const size_t skipped = emit.batch == 1 ? 2 : 1;
  if (node.type != "ReduceMean" || !emit.isMap(node.inputs[0]) || axes.size() <= skipped)
    return false;
  for (size_t i = 0; i < axes.size(); ++i)
    if (axes[i] != (i >= skipped))
      return false;
  return true;
}

/// Without the axes that are reduced, or with 1 in their place.
Sizes reducedSizes(Emitter &emit, const Node &node, const std::vector<bool> &axes) {
  Sizes sizes;
  const Sizes &from = *emit.sizes(node.inputs[0]);
  const size_t skipped = from.size() - axes.size();
  for (size_t i = 0; i < from.size(); ++i) {
    const bool gone = i >= skipped && axes[i - skipped];
    if (!gone || intOf(node, "keepdims", 1) != 0)
      sizes.push_back(gone ? 1 : from[i]);
  }
  return sizes;
}

/// One block of neighbouring axes after the other.
std::string reducedAll(Emitter &emit, const Node &node, std::string value, Sizes sizes,
                       const std::vector<bool> &axes) {
  for (size_t first = 0; first < sizes.size(); ++first) {
    size_t last = first;
    while (axes[first] && last + 1 < sizes.size() && axes[last + 1])
      ++last;
    if (!axes[first])
      continue;
    Sizes joined(sizes.begin(), sizes.begin() + ptrdiff_t(first));
    joined.push_back(product(llvm::makeArrayRef(sizes).slice(first, last - first + 1)));
    joined.insert(joined.end(), sizes.begin() + ptrdiff_t(last) + 1, sizes.end());
    if (joined[first] > 1)
      value = reduced(emit, value, last == first ? sizes : joined, first,
                      node.type == "ReduceMax" || node.type == "ReduceMin");
    for (size_t i = first; i <= last; ++i)
      sizes[i] = 1;
    first = last;
  }
  return value;
}

} // namespace

bool mapReduce(Emitter &emit, const Node &node) {
  const std::string &x = node.inputs[0];
  const auto sample = emit.sample(x);
  const auto axes = sample ? axesOf(emit, node) : std::nullopt;
  if (!axes)
    return false;
  const bool global = isGlobal(emit, node, *axes);
  if (global && node.inputCount() == 1)
    return false; // the reader's
  const Sizes to = reducedSizes(emit, node, *axes);
  emit.begin(node);
  std::string result = x;
  if (global) {
    Sizes mean{emit.batch, (*emit.sizes(x))[1]};
    mean.resize(emit.sizes(x)->size(), 1);
    result = emit.node("GlobalAveragePool", {x}, mean).outputs[0];
  } else {
    if (node.type == "ReduceSumSquare") {
      const std::string map = emit.seen(x, {product(*sample), 1, 1});
      result = emit.node("Mul", {map, map}, *emit.sizes(map)).outputs[0];
    }
    if (node.type == "ReduceL1")
      result = emit.absolute(result);
    const bool minimum = node.type == "ReduceMin"; // -max(-x)
    if (minimum)
      result = emit.affine(result, -1, 0);
    result = reducedAll(emit, node, result, *sample, *axes);
    if (minimum)
      result = emit.affine(result, -1, 0);
  }
  const int64_t count = product(*emit.sizes(x)) / std::max<int64_t>(1, product(to));
  const bool sums = node.type.rfind("ReduceSum", 0) == 0 || node.type == "ReduceL1";
  if (sums && count > 1)
    result = emit.affine(result, float(count), 0);
  emit.setSizes(node.outputs[0], to);
  emit.finish(result, node.outputs[0]);
  return true;
}

/// Until opset 12 all axes from the given one on are one.
bool mapSoftmax(Emitter &emit, const Node &node) {
  const std::string &x = node.inputs[0];
  const auto sample = emit.sample(x);
  const bool old = emit.opset < 13;
  const auto at = emit.axisOf(x, intOf(node, "axis", old ? 1 : -1));
  if (!sample || !at)
    return false;
  const bool flat = old && *at + 1 < sample->size();
  const bool channels = emit.isMap(x) && *at == (emit.batch == 1 ? 1 : 0) && !flat;
  if (channels && (intOf(node, "axis", -1) == 1 || emit.sizes(x)->size() == 2))
    return false; // the reader's
  emit.begin(node);
  Around axis = around(*sample, *at);
  if (flat)
    axis = {axis.before, axis.size * axis.after, 1};
  const std::string turned =
      emit.seen(emit.ordered(x, {axis.before, axis.size, axis.after}, {1, 0, 2}),
                {axis.size, axis.before, axis.after});
  Node &softmax =
      emit.node(node.type.c_str(), {turned}, {emit.batch, axis.size, axis.before, axis.after});
  setInt(softmax, "axis", 1);
  emit.finish(emit.ordered(softmax.outputs[0], {axis.size, axis.before, axis.after}, {1, 0, 2}),
              node.outputs[0]);
  return true;
}

/// What the operator of the catalogue is not made for: sums by a depthwise convolution, then a
/// factor for each position.
bool mapAveragePool(Emitter &emit, const Node &node) {
  const std::string &x = node.inputs[0];
  const bool counts = intOf(node, "count_include_pad", 0) != 0;
  const Sizes dilations = intsOf(node, "dilations");
  const bool dilated = llvm::any_of(dilations, [](int64_t d) { return d != 1; });
  if ((!counts && !dilated) || !emit.isMap(x))
    return false;
  std::vector<PoolAxis> axes = poolAxes(node, *emit.sizes(x));
  if (axes.empty())
    return false;
  Sizes to{emit.batch, (*emit.sizes(x))[1]};
  for (const PoolAxis &axis : axes)
    to.push_back(axis.out);
  if (elementsOf(to) < 0 || product(to) > MostWritten ||
      elementsOf({to[1], axes.front().kernel, axes.back().kernel}) < 0 ||
      to[1] * axes.front().kernel * axes.back().kernel > MostWritten)
    return false;
  if (axes.size() == 1)
    axes.insert(axes.begin(), PoolAxis());
  emit.begin(node);
  const int64_t channels = to[1];
  const Sizes rows = axes[0].counted(counts), columns = axes[1].counted(counts);
  std::vector<float> factors;
  for (int64_t c = 0; c < channels; ++c)
    for (int64_t row : rows)
      for (int64_t column : columns)
        factors.push_back(1.0f / float(std::max<int64_t>(1, row * column)));
  const std::string map = emit.seen(x, {channels, axes[0].size, axes[1].size});
  const int64_t taps = axes[0].kernel * axes[1].kernel;
  const std::string ones =
      emit.constant(Sizes{channels, 1, axes[0].kernel, axes[1].kernel},
                    std::vector<float>(size_t(channels * taps), factors.front()));
  Node &conv = emit.node("Conv", {map, ones}, {emit.batch, channels, axes[0].out, axes[1].out});
  setInts(conv, "kernel_shape", {axes[0].kernel, axes[1].kernel});
  setInts(conv, "strides", {axes[0].stride, axes[1].stride});
  setInts(conv, "dilations", {axes[0].dilation, axes[1].dilation});
  setInts(conv, "pads", {axes[0].before, axes[1].before, axes[0].reach(), axes[1].reach()});
  setInt(conv, "group", channels);
  std::string result = conv.outputs[0];
  const float common = factors.front();
  for (float &factor : factors)
    factor /= common;
  if (llvm::any_of(factors, [](float factor) { return factor != 1; }))
    result = emit.affine(result, factors, std::vector<float>(factors.size(), 0));
  emit.setSizes(node.outputs[0], to);
  emit.finish(result, node.outputs[0]);
  return true;
}

bool mapGlobalMaxPool(Emitter &emit, const Node &node) {
  const std::string &x = node.inputs[0];
  if (!emit.isMap(x) || emit.sizes(x)->size() < 3 || !emit.sizes(node.outputs[0]))
    return false;
  emit.begin(node);
  const Sizes to = *emit.sizes(node.outputs[0]);
  setInts(emit.node("MaxPool", {x}, to, node.outputs[0]), "kernel_shape",
               llvm::makeArrayRef(*emit.sizes(x)).drop_front(2));
  return true;
}

/// Groups become one: outputs of other groups get weights of 0.
bool mapConvTranspose(Emitter &emit, const Node &node) {
  const int64_t groups = intOf(node, "group", 1);
  const auto weight = emit.floats(node.inputs[1]);
  const Sizes *sizes = emit.constantSizes(node.inputs[1]);
  if (groups <= 1 || !weight || !sizes || sizes->size() < 3 || (*sizes)[0] % groups != 0 ||
      product(*sizes) > MostWritten / groups)
    return false;
  const int64_t inputs = (*sizes)[0], each = (*sizes)[1];
  const int64_t taps = product(llvm::makeArrayRef(*sizes).drop_front(2));
  std::vector<float> whole(size_t(inputs * each * groups * taps), 0);
  for (int64_t i = 0; i < inputs; ++i)
    for (int64_t k = 0; k < each * taps; ++k)
      whole[size_t((i * groups + i / (inputs / groups)) * each * taps + k)] =
          (*weight)[size_t(i * each * taps + k)];
  Sizes dense = *sizes;
  dense[1] *= groups;
  emit.begin(node);
  Node copy = node;
  copy.inputs[1] = emit.constant(dense, whole);
  setInt(copy, "group", 1);
  emit.keep(copy);
  return true;
}

} // namespace pnasc::foreign
