// SPDX-License-Identifier: Apache-2.0
// Programs in files, laid out in place.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>

namespace pnasc::format {

/// The canonical form of a text; nothing where it is no program, for which it printed the errors.
/// `name` stands for the text in them.
std::optional<std::string> canonical(llvm::StringRef text, llvm::StringRef name);

enum class Found { Canonical, Other, NoProgram };

/// What was found in a file. Another layout is put right, unless that is only to be told; a link
/// stays a link, and a file keeps its permissions.
llvm::Expected<Found> formatFile(const std::string &file, bool onlyTell);

} // namespace pnasc::format
