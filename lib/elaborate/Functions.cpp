// SPDX-License-Identifier: Apache-2.0
#include "elaborate/Functions.h"

namespace pnasc::elaborate {

using ast::Type;

std::optional<Type> typeOf(llvm::StringRef name) {
  for (Type type :
       {Type::Tensor, Type::Int, Type::Channels, Type::Bool, Type::Padding, Type::Float})
    if (ast::typeText(type) == name)
      return type;
  return std::nullopt;
}

const std::vector<std::string> &tensorMembers() {
  static const std::vector<std::string> members{"channels", "height", "width"};
  return members;
}

} // namespace pnasc::elaborate
