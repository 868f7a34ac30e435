// SPDX-License-Identifier: Apache-2.0
// The one canonical layout of a program. No options; comments stay; formatting twice changes
// nothing.
//
//   * two spaces for each open brace, lines of up to 100 characters where that can be
//   * a body that was written on one line stays there while it fits; its parts stand two spaces
//   apart
//   * in neighbouring lines `=` and `in` line up, so do what follows the names of requirements and
//     superblocks, the braces of one-line bodies, and comments behind lines
//   * lists that do not fit have one member a line and a comma behind each; long pipes break before
//   `|>`
//   * at most one empty line, one around what takes several lines at the left edge
#pragma once

#include "parse/Tokens.h"

namespace pnasc::format {

std::string formatted(const std::vector<parse::Token> &tokens);

/// Whether two programs are the same but for their layout.
bool same(const std::vector<parse::Token> &one, const std::vector<parse::Token> &other);

} // namespace pnasc::format
