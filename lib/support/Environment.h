// SPDX-License-Identifier: Apache-2.0
// Variables of the environment as a value, so that who reads a program also says what `env(...)`
// finds: the process has them, an editor's server or a page in a browser may have none.
#pragma once

#include "llvm/ADT/StringRef.h"
#include <functional>
#include <optional>
#include <string>

namespace pnasc::support {

/// The value of a variable; unset: none is.
using Environment = std::function<std::optional<std::string>(const std::string &name)>;

/// Those of this process.
std::optional<std::string> processEnvironment(const std::string &name);

} // namespace pnasc::support
