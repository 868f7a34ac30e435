// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/Integer.h"
#include "ir/Rescale.h"

namespace pnasc::ops {

Bytes integer_softmax(const IntegerArguments &arguments) {
  const std::vector<int32_t> table = ir::exponentials(inputParams(arguments).scale);
  const ir::SoftmaxDivisor rule = ir::softmaxDivisor(outputParams(arguments).scale);
  const OutputRange range = outputRange(arguments);
  const Bytes &in = *arguments.inputs[0];
  const auto channels = size_t(inputShape(arguments).channels);
  Bytes result;
  result.reserve(in.size());
  for (size_t first = 0; first < in.size(); first += channels) {
    const auto [most, sum] = ExponentialSum(&in[first], channels, table);
    const uint64_t divisor = (sum * rule.factor + (uint64_t{1} << 31)) >> 32;
    for (size_t i = first; i < first + channels; ++i) {
      const uint64_t share = uint64_t(table[size_t(most - in[i])]) << rule.shift;
      result.push_back(range(int64_t((share + divisor / 2) / divisor)));
    }
  }
  return result;
}

} // namespace pnasc::ops
