// SPDX-License-Identifier: Apache-2.0
// Members put into lines. Internal to format.
#pragma once

#include "format/Pieces.h"
#include <string>

namespace pnasc::format {

/// A member as text. Its first line starts where the writer stands, the others carry their indent.
struct Block {
  /// What lines up with the neighbours that have the same.
  enum class Kind { None, Link, Colon, Brace };
  std::string text;
  Kind kind = Kind::None;
  size_t column = 0; ///< in `text`, where it lines up
  bool oneLine() const { return text.find('\n') == std::string::npos; }
};

constexpr size_t widest = 100;

Block layOut(const Member &member, size_t indent);

/// The pieces on one line, or nothing where a comment or a body asks for several.
bool isFlat(const Pieces &pieces);
std::string flat(const Pieces &pieces);

/// Whole members, one below the other. At the left edge what takes several lines stands apart.
std::string stacked(const std::vector<Member> &members, size_t indent);

} // namespace pnasc::format
