// SPDX-License-Identifier: Apache-2.0
// t = (qa - za) * (qb - zb), times input scales / output scale.
#include "catalogue/ops/shared/Integer.h"
#include "ir/Rescale.h"

namespace pnasc::ops {

Bytes integer_multiply(const IntegerArguments &arguments) {
  const ir::QuantParams &a = inputParams(arguments, 0), &b = inputParams(arguments, 1);
  const ir::Rescale rescale = ir::productRescale(a.scale, b.scale, outputParams(arguments).scale);
  const OutputRange range = outputRange(arguments);
  const Bytes &left = *arguments.inputs[0], &right = *arguments.inputs[1];
  Bytes result(std::max(left.size(), right.size()));
  for (size_t i = 0; i < result.size(); ++i) { // a single position has the same channels
    const int64_t product =
        int64_t(left[i % left.size()] - a.zeroPoint) * (right[i % right.size()] - b.zeroPoint);
    result[i] = range(roundHalfEven(product * rescale.multiplier, rescale.shift));
  }
  return result;
}

} // namespace pnasc::ops
