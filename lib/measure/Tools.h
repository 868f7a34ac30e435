// SPDX-License-Identifier: Apache-2.0
// The programs that pnasc calls and those that only its tests and reports call: where they are,
// what is lost without them. `pnasc doctor` prints this list.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace pnasc::measure {

struct Tool {
  std::string name;      ///< as called
  std::string package;   ///< of Debian 12
  std::string neededFor; ///< what is lost without it
  std::string found;     ///< path; empty: not found
};

std::vector<Tool> tools();
/// Path of one of them, or an Environment failure that names the package.
llvm::Expected<std::string> require(llvm::StringRef tool);

} // namespace pnasc::measure
