// SPDX-License-Identifier: Apache-2.0
// A program as its words and signs, comments among them, each with its part in the grammar: what
// the formatter lays out. Nothing but white space is lost.
#pragma once

#include "support/Diagnostics.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pnasc::parse {

struct Token {
  enum class Role : uint8_t {
    Plain,
    Comment,
    Link,     ///< `=` or `in` of a setting or an assignment
    On,       ///< of `on NAME`, which lines up with settings
    Colon,    ///< behind the name of a requirement or of superblocks
    Spaced,   ///< a sign with a space on both sides where others of its kind have none
    Prefix,   ///< a sign that belongs to what follows
    BodyOpen, ///< braces around settings, statements, regions
    BodyClose,
    ListOpen,  ///< braces of a set
    CallOpen,  ///< brackets of arguments or parameters
    ListClose, ///< of both
    ParenOpen, ///< brackets in arithmetic
    ParenClose,
    Separator, ///< a comma that nobody needs: between settings
  };
  std::string text;
  Role role = Role::Plain;
  unsigned breaks = 0;     ///< line breaks before it
  bool startsItem = false; ///< of a body: a setting, a statement, a region, a declaration
};

/// All tokens of a text. Nothing after errors, which are reported.
std::optional<std::vector<Token>> tokens(support::Sources &sources,
                                         support::DiagnosticEngine &diagnostics,
                                         std::unique_ptr<llvm::MemoryBuffer> text);

} // namespace pnasc::parse
