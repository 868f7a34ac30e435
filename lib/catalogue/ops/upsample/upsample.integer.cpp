// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/Integer.h"

namespace pnasc::ops {

Bytes integer_upsample(const IntegerArguments &arguments) {
  const auto factor = arguments.node.attributes.list("factor");
  return picked(arguments, [&](const Place &to) {
    return Place{to.channel, to.row / factor[0], to.column / factor[1]};
  });
}

} // namespace pnasc::ops
