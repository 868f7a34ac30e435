// SPDX-License-Identifier: Apache-2.0
// One line: what has a space between.
#include "format/Layout.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

namespace pnasc::format {
namespace {

/// The last token of a piece and the first of the next.
bool spaced(const Token &left, const Token &right) {
  if (left.role == Role::Spaced || right.role == Role::Spaced)
    return true;
  if (right.role == Role::CallOpen || left.role == Role::Prefix || right.text == "%" ||
      right.text == "," || right.text == ":")
    return false;
  for (const Token *one : {&left, &right})
    if (one->text == "." || one->text == "..")
      return false;
  return true;
}

const Token &lastOf(const Piece &piece) { return piece.close ? *piece.close : *piece.token; }

bool isFlat(const Member &member) {
  return member.above.empty() && !member.behind && format::isFlat(member.pieces);
}

std::string flat(const Piece &piece) {
  std::string text = piece.token->text;
  if (!piece.close)
    return text;
  const bool body = piece.isBody();
  for (const Member &member : piece.members)
    text += (&member == &piece.members.front() ? (body ? " " : "")
             : body                            ? "  "
                                               : ", ") +
            format::flat(member.pieces);
  return text + (body && !piece.members.empty() ? " " : "") + piece.close->text;
}

} // namespace

bool isFlat(const Pieces &pieces) {
  return llvm::all_of(pieces, [](const Piece &piece) {
    if (piece.isComment())
      return false;
    // A body stays on one line where it was written so.
    const bool broken = piece.isBody() && !piece.members.empty() && piece.members[0].breaks() > 0;
    return !broken && llvm::all_of(piece.members, [](const Member &m) { return isFlat(m); });
  });
}

std::string flat(const Pieces &pieces) {
  std::string text;
  for (size_t i = 0; i < pieces.size(); ++i) {
    if (i && spaced(lastOf(pieces[i - 1]), *pieces[i].token))
      text += ' ';
    text += flat(pieces[i]);
  }
  return text;
}

} // namespace pnasc::format
