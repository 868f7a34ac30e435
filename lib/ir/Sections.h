// SPDX-License-Identifier: Apache-2.0
// A file of text forms, one value after another: `network`, `deploy`, `integers`, `schedule`.
#pragma once

#include "llvm/Support/Error.h"
#include <map>
#include <string>

namespace pnasc::ir {

/// The parts by the word that they begin with, each behind as many empty lines as precede it in the
/// file, so that lines keep their numbers. A kind that comes twice, and text before the first, is
/// an error.
llvm::Expected<std::map<std::string, std::string>> sections(llvm::StringRef text);

} // namespace pnasc::ir
