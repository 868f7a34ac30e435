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
    const auto begin = in.begin() + std::ptrdiff_t(first), end = begin + std::ptrdiff_t(channels);
    const int most = *std::max_element(begin, end);
    uint64_t sum = 0;
    for (auto at = begin; at != end; ++at)
      sum += uint64_t(table[size_t(most - *at)]);
    const int shift = std::max(0, int(std::bit_width(sum)) - 16);
    const int64_t divisor = int64_t(sum >> shift) << 7;
    for (auto at = begin; at != end; ++at)
      result.push_back(
          range(((table[size_t(most - *at)] >> shift) * factor + divisor / 2) / divisor));
  }
  return result;
}

} // namespace pnasc::ops
