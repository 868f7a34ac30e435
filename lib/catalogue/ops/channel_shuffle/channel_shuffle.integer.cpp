// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/Integer.h"

namespace pnasc::ops {

Bytes integer_channel_shuffle(const IntegerArguments &arguments) {
  const int64_t groups = arguments.node.attributes.get("groups", 1);
  const int64_t each = inputShape(arguments).channels / groups;
  return picked(arguments, [&](const Place &to) {
    return Place{to.channel % groups * each + to.channel / groups, to.row, to.column};
  });
}

} // namespace pnasc::ops
