// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/Integer.h"

namespace pnasc::ops {

Bytes integer_reshape(const IntegerArguments &arguments) {
  const ir::Shape &in = inputShape(arguments), &out = outputShape(arguments);
  return picked(arguments, [&](const Place &to) {
    const int64_t i = (to.channel * out.height + to.row) * out.width + to.column;
    return Place{i / in.positions(), i / in.width % in.height, i % in.width};
  });
}

} // namespace pnasc::ops
