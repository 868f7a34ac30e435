// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/Integer.h"

namespace pnasc::ops {

Bytes integer_slice(const IntegerArguments &arguments) {
  const ir::Attributes &attributes = arguments.node.attributes;
  const auto begin = attributes.list("begin"), step = attributes.list("step");
  return picked(arguments, [&](const Place &to) {
    return Place{begin[0] + to.channel * step[0], begin[1] + to.row * step[1],
                 begin[2] + to.column * step[2]};
  });
}

} // namespace pnasc::ops
