// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/Integer.h"
#include "catalogue/ops/shared/Rules.h"

namespace pnasc::ops {

Bytes integer_pad(const IntegerArguments &arguments) {
  const ir::Shape &in = inputShape(arguments), &out = outputShape(arguments);
  const auto padding = windowOf(arguments.node.attributes).padding;
  Bytes result(size_t(out.elements()), int8_t(outputParams(arguments).zeroPoint));
  for (int64_t y = 0; y < in.height; ++y)
    for (int64_t x = 0; x < in.width; ++x)
      for (int64_t c = 0; c < in.channels; ++c)
        result[size_t(((y + padding[0]) * out.width + x + padding[1]) * out.channels + c)] =
            (*arguments.inputs[0])[size_t((y * in.width + x) * in.channels + c)];
  return result;
}

} // namespace pnasc::ops
