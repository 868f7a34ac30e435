// SPDX-License-Identifier: Apache-2.0
// What nodes make of constants: floats, or whole numbers whatever their width.
#pragma once

#include "foreign/Graph.h"

namespace pnasc::foreign {

/// What a node makes of constants; nothing where it is none of those that only exporters' shape
/// arithmetic needs, they do not fit, or the result has more than
/// `room` elements. An operand that is not given is null.
using Operands = std::vector<const Constant *>;
std::optional<Constant> moved(const Node &node, const Operands &operands, size_t room);
std::optional<Constant> computed(const Node &node, const Operands &operands, size_t room);

/// Sizes of a Reshape's result: 0 keeps a size, one -1 is what is left.
std::optional<Sizes> reshapedSizes(const Sizes &from, const Sizes &target);

} // namespace pnasc::foreign
