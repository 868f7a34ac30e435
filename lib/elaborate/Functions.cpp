// SPDX-License-Identifier: Apache-2.0
#include "elaborate/Functions.h"

namespace pnasc::elaborate {

const std::vector<std::string> &tensorMembers() {
  static const std::vector<std::string> members{"channels", "height", "width"};
  return members;
}

} // namespace pnasc::elaborate
