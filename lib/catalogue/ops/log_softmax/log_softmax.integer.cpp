// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/Integer.h"
#include "ir/Rescale.h"
#include <bit>

namespace pnasc::ops {

/// log2(sum / 2^20) * 2^24, for 2^20 <= sum < 2^32.
static int64_t logarithm(uint64_t sum, const std::vector<int32_t> &table) {
  const int whole = int(std::bit_width(sum)) - 1;
  const auto fraction = int64_t(sum >> (whole - 20)) - (1 << 20);
  const auto segment = size_t(fraction / 8192);
  const int64_t step = table[segment + 1] - table[segment];
  return (int64_t{whole - 20} << 24) + table[segment] + (step * (fraction % 8192) >> 13);
}

Bytes integer_log_softmax(const IntegerArguments &arguments) {
  const float in = inputParams(arguments).scale, out = outputParams(arguments).scale;
  const std::vector<int32_t> table = ir::exponentials(in), logarithms = ir::logarithms();
  const ir::LogSoftmaxFactors factors = ir::logSoftmaxFactors(in, out);
  const OutputRange range = outputRange(arguments);
  const Bytes &x = *arguments.inputs[0];
  const auto channels = size_t(inputShape(arguments).channels);
  Bytes result;
  result.reserve(x.size());
  for (size_t first = 0; first < x.size(); first += channels) {
    const auto [most, sum] = ExponentialSum(&x[first], channels, table);
    const int64_t all = logarithm(sum, logarithms) * factors.logarithm >> 24;
    for (size_t i = first; i < first + channels; ++i)
      result.push_back(range((int64_t(x[i] - most) * factors.input - all + (1 << 19)) >> 20));
  }
  return result;
}

} // namespace pnasc::ops
