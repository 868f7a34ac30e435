// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/Integer.h"
#include "ir/Rescale.h"

namespace pnasc::ops {

Bytes integer_softmax(const IntegerArguments &arguments) {
  const std::vector<int32_t> table = ir::exponentials(inputParams(arguments).scale);
  const ir::SoftmaxDivisor rule = ir::softmaxDivisor(outputParams(arguments).scale);
  return bySums(arguments, [&](size_t below, uint64_t sum) {
    const uint64_t divisor = (sum * rule.factor + (uint64_t{1} << 31)) >> 32;
    return int64_t(((uint64_t(table[below]) << rule.shift) + divisor / 2) / divisor);
  });
}

} // namespace pnasc::ops
