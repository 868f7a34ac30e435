// SPDX-License-Identifier: Apache-2.0
// Values outside [0, 6] go to its ends; scale and zero point stay the input's.
#include "catalogue/ops/shared/Integer.h"
#include "ir/Rescale.h"
#include <algorithm>

namespace pnasc::ops {

Bytes integer_relu6(const IntegerArguments &arguments) {
  const ir::QuantParams &params = outputParams(arguments);
  const auto low = int8_t(params.zeroPoint);
  const auto high = int8_t(ir::quantizedSix(params.scale, params.zeroPoint));
  Bytes result = *arguments.inputs[0];
  for (int8_t &value : result)
    value = std::clamp(value, low, high);
  return result;
}

} // namespace pnasc::ops
