// SPDX-License-Identifier: Apache-2.0
// The functions that blocks and architectures may call: how the language spells the operators of
// lib/catalogue/ops, with the types and defaults of their arguments.
#pragma once

#include "ir/Ast.h"
#include <optional>

namespace pnasc::elaborate {

/// Values of type Padding: so many positions on every side (`valid` is 0), or `same`: outputs are
/// ceil(n / stride) long.
struct Padding {
  static constexpr int64_t Valid = 0, Same = INT64_MIN;
};

struct FunctionParameter {
  llvm::StringRef name;
  ast::Type type;
  std::optional<int64_t> fallback; ///< none: required
};

struct Function {
  llvm::StringRef name, op;
  std::vector<FunctionParameter> parameters;
  bool manyTensors = false; ///< add, concat: two or more tensors, no other arguments
};

const std::vector<Function> &functions();
const Function *findFunction(llvm::StringRef name);

/// What a tensor has behind the dot.
const std::vector<std::string> &tensorMembers();

} // namespace pnasc::elaborate
