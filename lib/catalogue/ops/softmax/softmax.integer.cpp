// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/Integer.h"
#include "ir/Rescale.h"
#include <algorithm>
#include <bit>

namespace pnasc::ops {

Bytes integer_softmax(const IntegerArguments &arguments) {
  const std::vector<int32_t> table = ir::exponentials(inputParams(arguments).scale);
  const int64_t factor = ir::softmaxFactor(outputParams(arguments).scale);
  const OutputRange range = outputRange(arguments);
  const Bytes &in = *arguments.inputs[0];
  const auto channels = size_t(inputShape(arguments).channels);
  Bytes result;
  result.reserve(in.size());
  for (size_t first = 0; first < in.size(); first += channels) {
    const auto [most, sum] = ExponentialSum(&in[first], channels, table);
    const int shift = std::max(0, int(std::bit_width(sum)) - 16);
    const int64_t divisor = int64_t(sum >> shift) << 7;
    for (size_t i = first; i < first + channels; ++i)
      result.push_back(
          range(((table[size_t(most - in[i])] >> shift) * factor + divisor / 2) / divisor));
  }
  return result;
}

} // namespace pnasc::ops
