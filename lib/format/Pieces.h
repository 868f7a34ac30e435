// SPDX-License-Identifier: Apache-2.0
// Tokens gathered into what is laid out together: members of bodies and lists, with their comments.
// Internal to format.
#pragma once

#include "parse/Tokens.h"

namespace pnasc::format {

using parse::Token;
using Role = Token::Role;

struct Member;

/// A token, or a bracket with what it holds.
struct Piece {
  const Token *token = nullptr; ///< the opening one of a bracket
  const Token *close = nullptr; ///< null for a single token
  std::vector<Member> members;
  bool trailingComma = false; ///< what is inside may end with one

  bool isBody() const { return close && token->role == Role::BodyOpen; }
  bool isComment() const { return token->role == Role::Comment; }
};
using Pieces = std::vector<Piece>;

/// An item of a body or an element of a list. Comments alone have no pieces.
struct Member {
  std::vector<const Token *> above; ///< comments on lines of their own
  Pieces pieces;
  const Token *behind = nullptr; ///< the comment on its last line

  unsigned breaks() const { return (above.empty() ? pieces.front().token : above.front())->breaks; }
};

std::vector<Member> membersOf(const std::vector<Token> &tokens);

} // namespace pnasc::format
