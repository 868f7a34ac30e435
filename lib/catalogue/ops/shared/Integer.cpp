// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/Integer.h"
#include "ir/Rescale.h"
#include <algorithm>
#include <cmath>

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
  const auto bound = [&](double real) {
    return ir::quantizedBound(real, params.scale, params.zeroPoint);
  };
  switch (arguments.node.clamp) {
  case ir::Clamp::None:
    break;
  case ir::Clamp::Relu:
    range.low = params.zeroPoint;
    break;
  case ir::Clamp::Relu6:
    range.low = params.zeroPoint;
    range.high = bound(6);
    break;
  case ir::Clamp::Clip:
    range.low = bound(arguments.node.bounds[0]);
    range.high = bound(arguments.node.bounds[1]);
    break;
  }
  return range;
}

Bytes integer_table(const IntegerArguments &arguments) {
  Bytes result = *arguments.inputs[0];
  for (int8_t &value : result)
    value = arguments.values.table[size_t(value + 128)];
  return result;
}

std::vector<int8_t> tableOf(llvm::StringRef op, const ir::Attributes &attributes,
                            const ir::QuantParams &in, const ir::QuantParams &out) {
  const auto &function = find(op)->function;
  std::vector<int8_t> table;
  for (int32_t q = -128; q < 128; ++q) {
    const double real = function(attributes, double(in.scale) * (q - in.zeroPoint));
    const double steps = std::nearbyint(real / double(out.scale)) + out.zeroPoint;
    table.push_back(int8_t(std::isnan(steps) ? out.zeroPoint : std::clamp(steps, -128.0, 127.0)));
  }
  return table;
}

Bytes picked(const IntegerArguments &arguments, const std::function<Place(const Place &to)> &from) {
  const ir::Shape &in = inputShape(arguments), &out = outputShape(arguments);
  Bytes result;
  result.reserve(size_t(out.elements()));
  for (int64_t y = 0; y < out.height; ++y)
    for (int64_t x = 0; x < out.width; ++x)
      for (int64_t c = 0; c < out.channels; ++c) {
        const Place at = from({c, y, x});
        result.push_back((*arguments.inputs[0])[size_t(
            (at.row * in.width + at.column) * in.channels + at.channel)]);
      }
  return result;
}

int64_t roundHalfEven(int64_t value, unsigned shift) {
  if (shift == 0)
    return value;
  const int64_t floor = value >> shift;
  const int64_t rest = value - floor * (int64_t{1} << shift), half = int64_t{1} << (shift - 1);
  return floor + (rest > half || (rest == half && floor % 2 != 0));
}

Bytes bySums(const IntegerArguments &arguments,
             const std::function<int64_t(size_t below, uint64_t sum)> &value) {
  const std::vector<int32_t> table = ir::exponentials(inputParams(arguments).scale);
  const OutputRange range = outputRange(arguments);
  const Bytes &in = *arguments.inputs[0];
  const auto channels = ptrdiff_t(inputShape(arguments).channels);
  Bytes result;
  result.reserve(in.size());
  for (auto first = in.begin(); first != in.end(); first += channels) {
    const int most = *std::max_element(first, first + channels);
    uint64_t sum = 0;
    for (auto at = first; at != first + channels; ++at)
      sum += uint64_t(table[size_t(most - *at)]);
    for (auto at = first; at != first + channels; ++at)
      result.push_back(range(value(size_t(most - *at), sum)));
  }
  return result;
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
