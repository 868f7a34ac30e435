// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/Integer.h"

namespace pnasc::ops {

Bytes integer_transpose(const IntegerArguments &arguments) {
  const auto order = arguments.node.attributes.list("order");
  return picked(arguments, [&](const Place &to) {
    int64_t at[3] = {};
    at[order[0]] = to.channel;
    at[order[1]] = to.row;
    at[order[2]] = to.column;
    return Place{at[0], at[1], at[2]};
  });
}

} // namespace pnasc::ops
