// SPDX-License-Identifier: Apache-2.0
// The programs that pnasc calls and those that only its tests and reports call: where they are,
// what is lost without them. `pnasc doctor` prints this list.
#pragma once

#include "catalogue/targets/Target.h"
#include "support/Stop.h"
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

/// Absolute paths of what measuring on one target calls.
struct Toolbox {
  std::string compiler, objdump, emulator, hostCompiler;
};
llvm::Expected<Toolbox> findTools(const targets::Target &target);
/// Finds them and has each do the least that it can do, so that a run that ends with measuring need
/// not begin where it must fail: an Environment failure with the package or the tool's own words.
llvm::Error tryTools(const targets::Target &target, const support::StopFlag *stop);

} // namespace pnasc::measure
