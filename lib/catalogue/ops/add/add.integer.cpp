// SPDX-License-Identifier: Apache-2.0
// Two inputs, each with its own scale: t = (qa - za) * Ma + (qb - zb) * Mb, one shift for both.
#include "catalogue/ops/shared/Integer.h"
#include "ir/Rescale.h"
#include <cassert>

namespace pnasc::ops {

Bytes integer_add(const IntegerArguments &arguments) {
  assert(arguments.inputs.size() == 2 && "longer sums are lowered to a chain");
  const ir::QuantParams &a = inputParams(arguments, 0), &b = inputParams(arguments, 1);
  const ir::SumRescale rescale = ir::addRescale(a.scale, b.scale, outputParams(arguments).scale);
  const OutputRange range = outputRange(arguments);
  const Bytes &left = *arguments.inputs[0], &right = *arguments.inputs[1];
  Bytes result(left.size());
  for (size_t i = 0; i < result.size(); ++i) {
    const int64_t sum =
        int64_t(left[i] - a.zeroPoint) * rescale.a + int64_t(right[i] - b.zeroPoint) * rescale.b;
    result[i] = range(roundHalfEven(sum, rescale.shift));
  }
  return result;
}

} // namespace pnasc::ops
