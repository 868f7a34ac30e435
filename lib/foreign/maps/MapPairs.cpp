// SPDX-License-Identifier: Apache-2.0
// Arithmetic of two operands: two values, or a value and a constant, of which one repeats along
// some of the other's axes; and PRelu, whose slope is such a constant.
#include "foreign/maps/Broadcast.h"
#include "foreign/maps/MapForm.h"
#include <cmath>

namespace pnasc::foreign {

namespace {

/// The bias of a linear layer, which the reader knows.
bool isBias(Emitter &emit, const Node &node, const std::string &constant,
            const std::string &value) {
  const Sizes &sizes = *emit.constantSizes(constant);
  return node.type == "Add" && emit.isMap(value) && emit.keptAs(value, "MatMul") &&
         emit.isReadOnce(value) &&
         !sizes.empty() && product(sizes) == sizes.back() &&
         sizes.back() == emit.sizes(value)->back();
}

bool withConstant(Emitter &emit, const Node &node, bool constantFirst) {
  const std::string &type = node.type, &result = node.outputs[0];
  const std::string &constant = node.inputs[constantFirst ? 0 : 1];
  const Sizes *target = emit.sizes(result);
  if (!target || (type == "Div" && constantFirst) ||
      isBias(emit, node, constant, node.inputs[constantFirst ? 1 : 0]))
    return false;
  const auto values = spread(emit, constant, result);
  if (!values || (type == "Div" && llvm::is_contained(*values, 0.0f)))
    return false;
  const std::string &value = node.inputs[constantFirst ? 1 : 0];
  const Sizes to = *target;
  if (!repeats(emit, value, to))
    return false;
  emit.begin(node);
  const std::string x = repeated(emit, value, to);
  std::vector<float> factor(values->size(), 1), offset(values->size(), 0);
  for (size_t i = 0; i < values->size(); ++i) {
    const float value = (*values)[i];
    if (type == "Add" || type == "Sub")
      offset[i] = type == "Sub" && !constantFirst ? -value : value;
    else
      factor[i] = type == "Mul" ? value : 1 / value;
    if (type == "Sub" && constantFirst)
      factor[i] = -1;
  }
  emit.finish(emit.affine(x, factor, offset), result);
  return true;
}

} // namespace

/// The reader knows maps of one shape, and a factor for each channel of one.
static bool isReaders(const Emitter &emit, const Node &node) {
  const std::string &a = node.inputs[0], &b = node.inputs[1];
  if (node.type == "Sub" || !emit.isMap(a) || !emit.isMap(b))
    return false;
  const Sizes &left = *emit.sizes(a), &right = *emit.sizes(b);
  const auto single = [](const Sizes &sizes) {
    return product(llvm::makeArrayRef(sizes).drop_front(2)) == 1;
  };
  return left == right || (node.type == "Mul" && left.size() == right.size() &&
                           left[1] == right[1] && (single(left) || single(right)));
}

bool mapPair(Emitter &emit, const Node &node) {
  if (node.inputCount() != 2)
    return false;
  for (int i = 0; i < 2; ++i)
    if (emit.isConstant(node.inputs[i]))
      return withConstant(emit, node, i == 0);
  const std::string &type = node.type, &a = node.inputs[0], &b = node.inputs[1];
  const Sizes *target = emit.sizes(node.outputs[0]);
  if (type == "Div" || !target || isReaders(emit, node) || !repeats(emit, a, *target) ||
      !repeats(emit, b, *target))
    return false;
  const Sizes to = *target;
  emit.begin(node);
  const std::string left = repeated(emit, a, to), right = repeated(emit, b, to);
  emit.finish(emit.joined(type == "Mul" ? "Mul" : "Add", left,
                          type == "Sub" ? emit.affine(right, -1, 0) : right),
              node.outputs[0]);
  return true;
}

/// Values of one shape, and constants.
bool mapSum(Emitter &emit, const Node &node) {
  const std::string &result = node.outputs[0];
  const Sizes *to = emit.sizes(result);
  const bool mean = node.type == "Mean";
  std::vector<std::string> operands;
  std::vector<float> offset;
  for (const std::string &input : node.inputs) {
    if (!emit.isConstant(input)) {
      if (!to || !emit.sample(input) || *emit.sizes(input) != *to)
        return false;
      operands.push_back(input);
    } else if (const auto values = spread(emit, input, result)) {
      offset.resize(values->size(), 0);
      for (size_t i = 0; i < values->size(); ++i)
        offset[i] += (*values)[i];
    } else {
      return false;
    }
  }
  if (operands.empty() ||
      (!mean && offset.empty() && operands.size() > 1 && emit.isMap(operands[0])))
    return false; // the reader's
  emit.begin(node);
  std::string sum = operands.front();
  for (size_t i = 1; i < operands.size(); ++i)
    sum = emit.joined("Add", sum, operands[i]);
  const std::vector<float> ones(offset.size(), 1);
  if (!offset.empty())
    sum = emit.affine(sum, ones, offset);
  emit.finish(mean ? emit.affine(sum, 1.0f / float(node.inputCount()), 0) : sum, result);
  return true;
}

/// Before opset 7 a slope of one dimension has a value for each channel.
static std::string slopeOf(Emitter &emit, const Node &node) {
  const auto values = emit.floats(node.inputs[1]);
  const Sizes *sizes = emit.sizes(node.inputs[0]);
  if (!values || !sizes || sizes->size() < 2 || emit.opset >= 7 ||
      int64_t(values->size()) != (*sizes)[1])
    return node.inputs[1];
  Sizes channels(sizes->size() - 1, 1);
  channels[0] = (*sizes)[1];
  return emit.constant(channels, *values);
}

/// One slope, or one for each channel of a map.
static bool hasChannelSlope(Emitter &emit, const Node &node) {
  const Sizes *slope = emit.constantSizes(node.inputs[1]);
  const Sizes *from = emit.sizes(node.inputs[0]);
  if (!slope || !emit.isMap(node.inputs[0]))
    return false;
  const int64_t count = product(*slope);
  const size_t rank = slope->size();
  return count == 1 || (count == (*from)[1] && rank + 1 >= from->size() &&
                        (*slope)[rank + 1 - from->size()] == count);
}

bool mapPRelu(Emitter &emit, const Node &node) {
  const std::string &x = node.inputs[0];
  if (hasChannelSlope(emit, node))
    return false; // the reader's
  emit.begin(node);
  const auto slopes = spread(emit, slopeOf(emit, node), x);
  if (!slopes)
    return false;
  const int64_t run = runOf(*slopes, *slopes), channels = int64_t(slopes->size()) / run;
  const std::string map = emit.seen(x, {channels, run, 1});
  const std::string slope = emit.constant(Sizes{channels, 1, 1}, everyNth(*slopes, run));
  emit.finish(emit.node("PRelu", {map, slope}, {emit.batch, channels, run, 1}).outputs[0],
              node.outputs[0]);
  return true;
}

/// Channels on axis 1, wherever that lies in a sample.
bool mapBatchNorm(Emitter &emit, const Node &node) {
  const std::string &x = node.inputs[0];
  if (emit.isMap(x) || !emit.sample(x) || node.inputCount() != 5 || node.outputCount() != 1)
    return false;
  const auto axis = emit.axisOf(x, 1);
  std::vector<std::vector<float>> given;
  for (int i = 1; i < 5; ++i)
    if (const auto values = emit.floats(node.inputs[i]))
      given.push_back(*values);
  const Around about = axis ? around(*emit.sample(x), *axis) : Around();
  if (!axis || product(*emit.sizes(x)) > MostWritten || given.size() != 4 ||
      int64_t(given[0].size()) != about.size)
    return false;
  const auto *epsilon = findAttribute(node, "epsilon");
  std::vector<float> factor, offset;
  for (int64_t i = 0; i < about.before * about.size; ++i) {
    const auto c = size_t(i % about.size);
    const float by = given[0][c] / std::sqrt(given[3][c] + (epsilon ? epsilon->f : 1e-5f));
    factor.insert(factor.end(), size_t(about.after), by);
    offset.insert(offset.end(), size_t(about.after), given[1][c] - by * given[2][c]);
  }
  emit.begin(node);
  emit.finish(emit.affine(x, factor, offset), node.outputs[0]);
  return true;
}

} // namespace pnasc::foreign
