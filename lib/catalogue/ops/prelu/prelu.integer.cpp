// SPDX-License-Identifier: Apache-2.0
// t = (q - zx) * M with one M from the input's zero point on and one for each channel below it, one
// shift for all; halved to even.
#include "catalogue/ops/shared/Integer.h"
#include "ir/Rescale.h"

namespace pnasc::ops {

Bytes integer_prelu(const IntegerArguments &arguments) {
  const ir::QuantParams &in = inputParams(arguments), &out = outputParams(arguments);
  const ir::SlopeRescale rescale = ir::slopeRescale(in.scale, arguments.values.weight.data,
                                                    arguments.values.weightScales, out.scale);
  const OutputRange range = outputRange(arguments);
  const size_t slopes = rescale.below.size(), channels = size_t(inputShape(arguments).channels);
  Bytes result = *arguments.inputs[0];
  for (size_t i = 0; i < result.size(); ++i) {
    const int64_t steps = result[i] - in.zeroPoint;
    const size_t slope = slopes == 1 ? 0 : i % channels;
    const int64_t product = steps * (steps < 0 ? rescale.below[slope] : rescale.above);
    result[i] = range(roundHalfEven(product, rescale.shift));
  }
  return result;
}

} // namespace pnasc::ops
