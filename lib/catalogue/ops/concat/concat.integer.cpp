// SPDX-License-Identifier: Apache-2.0
// Along the channels; inputs and output share scale and zero point, so bytes are only moved.
#include "catalogue/ops/shared/Integer.h"
#include <algorithm>

namespace pnasc::ops {

Bytes integer_concat(const IntegerArguments &arguments) {
  const ir::Shape &out = outputShape(arguments);
  const OutputRange range = outputRange(arguments);
  Bytes result(static_cast<size_t>(out.elements()));
  int64_t first = 0;
  for (size_t i = 0; i < arguments.inputs.size(); ++i) {
    const int64_t channels = inputShape(arguments, i).channels;
    const int8_t *from = arguments.inputs[i]->data();
    for (int64_t p = 0; p < out.positions(); ++p)
      for (int64_t c = 0; c < channels; ++c)
        result[size_t(p * out.channels + first + c)] = range(*from++ - range.zeroPoint);
    first += channels;
  }
  return result;
}

} // namespace pnasc::ops
