// SPDX-License-Identifier: Apache-2.0
// Max and Min of several operands, Abs, Neg.
#include "foreign/maps/Broadcast.h"
#include "foreign/maps/MapForm.h"
#include <algorithm>

namespace pnasc::foreign {

namespace {

/// All constants among the operands are one by the time the values meet it.
struct Operands {
  std::vector<std::string> values;
  std::optional<std::vector<float>> constant; ///< a number for each element of a sample
};

std::optional<Operands> operandsOf(const Emitter &emit, const Node &node, bool maximum) {
  Operands operands;
  for (const std::string &input : node.inputs) {
    if (!emit.isConstant(input)) {
      if (!repeats(emit, input, *emit.sizes(node.outputs[0])))
        return std::nullopt;
      operands.values.push_back(input);
      continue;
    }
    const auto numbers = spread(emit, input, node.outputs[0]);
    if (!numbers)
      return std::nullopt;
    if (!operands.constant)
      operands.constant = numbers;
    for (size_t i = 0; i < numbers->size(); ++i) {
      float &bound = (*operands.constant)[i];
      bound = maximum ? std::max(bound, (*numbers)[i]) : std::min(bound, (*numbers)[i]);
    }
  }
  return operands.values.empty() ? std::nullopt : std::optional(operands);
}

/// The largest of values of one size: the maximum over one axis of all of them together.
std::string largest(Emitter &emit, const std::vector<std::string> &values, int64_t all) {
  const int64_t count = int64_t(values.size());
  std::vector<std::string> parts;
  for (const std::string &value : values)
    parts.push_back(emit.seen(value, {1, all, 1}));
  Node &concat = emit.node("Concat", parts, {emit.batch, count, all, 1});
  setInt(concat, "axis", 1);
  const std::string side =
      emit.seen(emit.ordered(concat.outputs[0], {count, all}, {1, 0}), {1, all, count});
  Node &pool = emit.node("MaxPool", {side}, {emit.batch, 1, all, 1});
  setInts(pool, "kernel_shape", {1, count});
  return pool.outputs[0];
}

/// max(x, c) = relu(x - c) + c, of an element for each of c.
std::string atLeast(Emitter &emit, const std::string &value, const std::vector<float> &bound) {
  const std::vector<float> ones(bound.size(), 1);
  std::vector<float> less;
  for (float number : bound)
    less.push_back(-number);
  const std::string above = emit.affine(value, ones, less);
  const std::string kept = emit.node("Relu", {above}, *emit.sizes(above)).outputs[0];
  return emit.affine(kept, ones, bound);
}

} // namespace

bool mapExtreme(Emitter &emit, const Node &node) {
  const bool maximum = node.type == "Max";
  const std::string &result = node.outputs[0];
  const auto sample = emit.sample(result);
  auto operands = sample ? operandsOf(emit, node, maximum) : std::nullopt;
  if (!operands)
    return false;
  emit.begin(node);
  const Sizes to = *emit.sizes(result);
  for (std::string &value : operands->values) {
    value = repeated(emit, value, to);
    if (!maximum) // min(a, b) = -max(-a, -b)
      value = emit.affine(value, -1, 0);
  }
  std::string found = operands->values.front();
  if (operands->values.size() > 1)
    found = largest(emit, operands->values, product(*sample));
  if (operands->constant) {
    for (float &bound : *operands->constant)
      bound = maximum ? bound : -bound;
    found = atLeast(emit, found, *operands->constant);
  }
  emit.finish(maximum ? found : emit.affine(found, -1, 0), result);
  return true;
}

bool mapNegative(Emitter &emit, const Node &node) {
  const std::string &x = node.inputs[0];
  if (!emit.sample(x))
    return false;
  emit.begin(node);
  emit.setSizes(node.outputs[0], *emit.sizes(x));
  emit.finish(emit.affine(x, -1, 0), node.outputs[0]);
  return true;
}

bool mapAbsolute(Emitter &emit, const Node &node) {
  const std::string &x = node.inputs[0];
  if (!emit.sample(x))
    return false;
  emit.begin(node);
  emit.setSizes(node.outputs[0], *emit.sizes(x));
  emit.finish(emit.absolute(x), node.outputs[0]);
  return true;
}

} // namespace pnasc::foreign
