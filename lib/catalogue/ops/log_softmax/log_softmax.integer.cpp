// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/Integer.h"
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
  const std::vector<int32_t> table = ir::logarithms();
  const ir::LogSoftmaxFactors factors =
      ir::logSoftmaxFactors(inputParams(arguments).scale, outputParams(arguments).scale);
  return bySums(arguments, [&](size_t below, uint64_t sum) {
    const int64_t all = logarithm(sum, table) * factors.logarithm >> 24;
    return (-int64_t(below) * factors.input - all + (1 << 19)) >> 20;
  });
}

} // namespace pnasc::ops
