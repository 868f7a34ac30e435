// SPDX-License-Identifier: Apache-2.0
// The functions that blocks and architectures may call (each operator's entry in lib/catalogue/ops
// says how the language spells it), types, and what a tensor has.
#pragma once

#include "catalogue/ops/shared/Function.h"

namespace pnasc::elaborate {

using ops::findFunction;
using ops::Function;
using ops::FunctionParameter;
using ops::functions;

/// What a tensor has behind the dot.
const std::vector<std::string> &tensorMembers();

} // namespace pnasc::elaborate
