// SPDX-License-Identifier: Apache-2.0
#include "catalogue/ops/shared/Integer.h"

namespace pnasc::ops {

Bytes integer_zeros(const IntegerArguments &arguments) {
  return Bytes(size_t(outputShape(arguments).elements()), outputRange(arguments)(0));
}

} // namespace pnasc::ops
