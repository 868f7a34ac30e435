// SPDX-License-Identifier: Apache-2.0
// The mean of each channel.
#include "catalogue/ops/shared/Integer.h"
#include "ir/Rescale.h"

namespace pnasc::ops {

Bytes integer_global_average_pool(const IntegerArguments &arguments) {
  const ir::Shape &in = inputShape(arguments);
  const ir::QuantParams &params = inputParams(arguments);
  const OutputRange range = outputRange(arguments);
  const ir::Rescale rescale =
      ir::averageRescale(params.scale, outputParams(arguments).scale, in.positions());
  std::vector<int32_t> sums(static_cast<size_t>(in.channels));
  const int8_t *from = arguments.inputs[0]->data();
  for (int64_t p = 0; p < in.positions(); ++p)
    for (int32_t &sum : sums)
      sum += *from++ - params.zeroPoint;
  Bytes result;
  result.reserve(sums.size());
  for (int32_t sum : sums)
    result.push_back(range(roundHalfEven(int64_t(sum) * rescale.multiplier, rescale.shift)));
  return result;
}

} // namespace pnasc::ops
