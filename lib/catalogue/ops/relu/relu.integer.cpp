// SPDX-License-Identifier: Apache-2.0
// Negative values become 0; scale and zero point stay the input's.
#include "catalogue/ops/shared/Integer.h"
#include <algorithm>

namespace pnasc::ops {

Bytes integer_relu(const IntegerArguments &arguments) {
  const ir::QuantParams &params = outputParams(arguments);
  const auto low = int8_t(params.zeroPoint);
  const auto high = int8_t{127};
  Bytes result = *arguments.inputs[0];
  for (int8_t &value : result)
    value = std::clamp(value, low, high);
  return result;
}

} // namespace pnasc::ops
