// SPDX-License-Identifier: Apache-2.0
// Texts from outside (lines of a spec, paths, names in models, labels) may hold anything. Whatever
// shows one to a person, on a terminal, in a report or in a comment, shows this form of it.
#pragma once

#include "llvm/ADT/StringRef.h"
#include <string>

namespace pnasc::support {

/// UTF-8 in which nothing moves a cursor, ends a line or reorders other text: bytes that are no
/// UTF-8 and control characters become \xNN, marks of direction, line separators and other
/// characters without a form of their own \u{NNNN}. All else, backslashes too, stays as it is.
std::string printable(llvm::StringRef text);
/// The same for what has several lines: line feeds and tabs stay.
std::string printableLines(llvm::StringRef text);

} // namespace pnasc::support
