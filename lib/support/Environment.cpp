// SPDX-License-Identifier: Apache-2.0
#include "support/Environment.h"
#include <cstdlib>

namespace pnasc::support {

std::optional<std::string> processEnvironment(const std::string &name) {
  const char *value = std::getenv(name.c_str());
  return value ? std::optional<std::string>(value) : std::nullopt;
}

} // namespace pnasc::support
