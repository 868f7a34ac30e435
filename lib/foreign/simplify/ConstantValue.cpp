// SPDX-License-Identifier: Apache-2.0
#include "foreign/simplify/ConstantValue.h"

namespace pnasc::foreign {

std::optional<Sizes> reshapedSizes(const Sizes &from, const Sizes &target) {
  Sizes to = target;
  int64_t known = 1;
  std::optional<size_t> open;
  for (size_t i = 0; i < to.size(); ++i) {
    if (to[i] == 0)
      to[i] = i < from.size() ? from[i] : 0;
    if (to[i] == -1 && !open)
      open = i;
    else if (to[i] < 1 || known > MostElements / to[i])
      return std::nullopt;
    else
      known *= to[i];
  }
  const int64_t all = elementsOf(from);
  if (open)
    to[*open] = all < 0 ? 0 : all / known;
  return all >= 0 && elementsOf(to) == all ? std::optional(to) : std::nullopt;
}

} // namespace pnasc::foreign
