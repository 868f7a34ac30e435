// SPDX-License-Identifier: Apache-2.0
// acc[o] = bias[o] + sum of (x - zx) * w over the features, which lie in HWC order.
#include "catalogue/ops/shared/Integer.h"

namespace pnasc::ops {

Bytes integer_linear(const IntegerArguments &arguments) {
  const Bytes &in = *arguments.inputs[0];
  const std::vector<int16_t> input =
      widened(in.data(), in.size(), inputParams(arguments).zeroPoint);
  const std::vector<ChannelRule> rules = channelRules(arguments);
  const OutputRange range = outputRange(arguments);
  Bytes result(rules.size());
  for (size_t o = 0; o < rules.size(); ++o) {
    const std::vector<int16_t> row =
        widened(&arguments.values.weight.data[o * in.size()], in.size(), 0);
    const int32_t sum = dot(input.data(), row.data(), int64_t(in.size()));
    result[o] = range(roundHalfUp(rules[o].bias + sum, rules[o].multiplier, rules[o].shift));
  }
  return result;
}

} // namespace pnasc::ops
