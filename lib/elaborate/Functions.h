// SPDX-License-Identifier: Apache-2.0
// The functions that blocks and architectures may call: how the language spells the operators of
// lib/catalogue/ops, with the types and defaults of their arguments.
#pragma once

#include "ir/Ast.h"
#include <optional>

namespace pnasc::elaborate {

/// The constants of type Padding: outputs are ceil(n / stride) long, or nothing is padded.
enum class Padding : int64_t { Same, Valid };

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

/// The type of that name; nothing for an unknown one.
std::optional<ast::Type> typeOf(llvm::StringRef name);

/// What a tensor has behind the dot.
const std::vector<std::string> &tensorMembers();

} // namespace pnasc::elaborate
