// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/Integer.h"
#include "ir/Rescale.h"

namespace pnasc::ops {

const ir::Shape &inputShape(const IntegerArguments &arguments, size_t index) {
  return arguments.network.graph.tensors[arguments.node.inputs[index]].shape;
}

const ir::Shape &outputShape(const IntegerArguments &arguments) {
  return arguments.network.graph.tensors[arguments.node.output].shape;
}

const ir::QuantParams &inputParams(const IntegerArguments &arguments, size_t index) {
  return arguments.network.tensors[arguments.node.inputs[index]];
}

const ir::QuantParams &outputParams(const IntegerArguments &arguments) {
  return arguments.network.tensors[arguments.node.output];
}

OutputRange outputRange(const IntegerArguments &arguments) {
  const ir::QuantParams &params = outputParams(arguments);
  OutputRange range{params.zeroPoint};
  if (arguments.node.clamp != ir::Clamp::None)
    range.low = params.zeroPoint;
  if (arguments.node.clamp == ir::Clamp::Relu6)
    range.high = ir::quantizedSix(params.scale, params.zeroPoint);
  return range;
}

int64_t roundHalfEven(int64_t value, unsigned shift) {
  if (shift == 0)
    return value;
  const int64_t floor = value >> shift;
  const int64_t rest = value - floor * (int64_t{1} << shift), half = int64_t{1} << (shift - 1);
  return floor + (rest > half || (rest == half && floor % 2 != 0));
}

std::vector<ChannelRule> channelRules(const IntegerArguments &arguments) {
  const ir::IntegerValues &values = arguments.values;
  std::vector<ChannelRule> rules;
  rules.reserve(values.bias.size());
  for (size_t o = 0; o < values.bias.size(); ++o) {
    const ir::Rescale rescale = ir::channelRescale(
        inputParams(arguments).scale, values.weightScales[o], outputParams(arguments).scale);
    rules.push_back({values.bias[o], rescale.multiplier, rescale.shift});
  }
  return rules;
}

int32_t dot(const int16_t *a, const int16_t *b, int64_t n) {
  int32_t sum = 0;
  for (int64_t i = 0; i < n; ++i)
    sum += int32_t(a[i]) * b[i];
  return sum;
}

std::vector<int16_t> widened(const int8_t *values, size_t count, int32_t zeroPoint) {
  std::vector<int16_t> wide(count);
  for (size_t i = 0; i < count; ++i)
    wide[i] = int16_t(values[i] - zeroPoint);
  return wide;
}

} // namespace pnasc::ops
