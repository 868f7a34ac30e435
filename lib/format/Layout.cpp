// SPDX-License-Identifier: Apache-2.0
#include "format/Layout.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

namespace pnasc::format {
namespace {

std::string trimmed(const Token &comment) { return llvm::StringRef(comment.text).rtrim().str(); }

/// Text that grows piece by piece; a comment ends its line.
class Writer {
public:
  explicit Writer(size_t indent) : indent(indent) {}

  void member(const Pieces &pieces);
  std::string text;

private:
  void segment(Pieces::const_iterator begin, Pieces::const_iterator end);
  void piped(const Pieces &pieces);
  void broken(const Piece &piece);
  void items(std::vector<Member> members);
  void element(const Member &member, bool comma);
  void put(const Pieces &pieces);
  void comment(const Token &token);
  void newLine(size_t to) { text += '\n' + std::string(to, ' '); }
  size_t column() const {
    const size_t line = text.rfind('\n');
    return line == std::string::npos ? indent + text.size() : text.size() - line - 1;
  }
  bool fits(const Pieces &pieces) const {
    return isFlat(pieces) && column() + flat(pieces).size() <= widest;
  }

  const size_t indent;
  const Token *last = nullptr; ///< what was written before
};

void Writer::comment(const Token &token) {
  if (token.breaks == 0 && !text.empty())
    text += "  ";
  else if (!text.empty() && column() > indent + 2)
    newLine(indent + 2);
  text += trimmed(token);
  last = &token;
}

/// On this line, behind what stands there.
void Writer::put(const Pieces &pieces) {
  if (last && last->role == Role::Comment)
    newLine(indent + 2);
  else if (last) {
    // Whether a space stands between depends on both: ask the one place that knows.
    const Piece before{last, nullptr, {}, false};
    const Piece first{pieces.front().token, nullptr, {}, false};
    const std::string both = flat(Pieces{before, first});
    if (both[last->text.size()] == ' ')
      text += ' ';
  }
}

/// The members of a body.
void Writer::items(std::vector<Member> members) {
  // A comment behind the opening brace stays there.
  if (!members.empty() && !members[0].above.empty() && members[0].above[0]->breaks == 0) {
    text += "  " + trimmed(*members[0].above[0]);
    members[0].above.erase(members[0].above.begin());
    if (members[0].above.empty() && members[0].pieces.empty())
      members.erase(members.begin());
  }
  if (!members.empty())
    text += '\n' + stacked(members, indent + 2);
}

/// An element of a list; `comma` stands behind it, before its comment.
void Writer::element(const Member &member, bool comma) {
  for (const Token *above : member.above) {
    newLine(indent + 2);
    text += trimmed(*above);
  }
  if (member.pieces.empty())
    return;
  newLine(indent + 2);
  Writer inner(indent + 2);
  inner.member(member.pieces);
  text += inner.text;
  if (inner.last->role == Role::Comment)
    newLine(indent + 2);
  text += comma ? "," : "";
  if (member.behind)
    text += "  " + trimmed(*member.behind);
}

/// A bracket whose members have a line each.
void Writer::broken(const Piece &piece) {
  put({piece});
  text += piece.token->text;
  last = piece.token;
  if (piece.isBody())
    items(piece.members);
  else
    for (const Member &member : piece.members) {
      const bool more = llvm::any_of(piece.members, [&](const Member &other) {
        return &other > &member && !other.pieces.empty();
      });
      element(member, piece.trailingComma || more);
    }
  newLine(indent);
  text += piece.close->text;
  last = piece.close;
}

/// Everything but `|>` at this level, a line each behind the first.
void Writer::piped(const Pieces &pieces) {
  auto begin = pieces.begin();
  for (auto it = begin; it != pieces.end(); ++it)
    if (it != begin && it->token->text == "|>") {
      segment(begin, it);
      newLine(indent + 2);
      last = nullptr;
      begin = it;
    }
  segment(begin, pieces.end());
}

/// One line where it can be; else its brackets, the longest first, get lines of their own.
void Writer::segment(Pieces::const_iterator begin, Pieces::const_iterator end) {
  const Pieces pieces(begin, end);
  if (pieces.empty())
    return;
  if (fits(pieces)) {
    put(pieces);
    text += flat(pieces);
    last = pieces.back().close ? pieces.back().close : pieces.back().token;
    return;
  }
  size_t chosen = pieces.size(), length = 0;
  if (isFlat(pieces))
    for (size_t i = 0; i < pieces.size(); ++i)
      if (pieces[i].close && !pieces[i].members.empty() && flat({pieces[i]}).size() > length) {
        chosen = i;
        length = flat({pieces[i]}).size();
      }
  for (size_t i = 0; i < pieces.size(); ++i) {
    const Pieces one{pieces[i]};
    if (pieces[i].isComment())
      comment(*pieces[i].token);
    else if (i == chosen || !isFlat(one))
      broken(pieces[i]);
    else {
      put(one);
      text += flat(one);
      last = pieces[i].close ? pieces[i].close : pieces[i].token;
    }
  }
}

void Writer::member(const Pieces &pieces) {
  if (fits(pieces)) {
    segment(pieces.begin(), pieces.end());
    return;
  }
  const auto isPipe = [](const Piece &piece) { return piece.token->text == "|>"; };
  if (llvm::any_of(pieces, isPipe))
    return piped(pieces);
  // Bodies are broken before lists are: what stands before a body is a line of its own.
  auto begin = pieces.begin();
  const bool flatAll = isFlat(pieces);
  for (auto it = begin; it != pieces.end(); ++it)
    if (it->isBody() && !it->members.empty() && (flatAll || !isFlat({*it}))) {
      segment(begin, it);
      broken(*it);
      begin = it + 1;
    }
  segment(begin, pieces.end());
}

/// Where a member of one line lines up with its neighbours.
void findColumn(const Pieces &pieces, Block &block) {
  for (size_t i = 0; i < pieces.size(); ++i) {
    const Role role = pieces[i].token->role;
    const Pieces before(pieces.begin(), pieces.begin() + ptrdiff_t(i));
    if (role == Role::Link || (i == 1 && pieces[0].token->role == Role::On)) {
      block.kind = Block::Kind::Link;
      block.column = flat(before).size() + 1;
      return;
    }
    if (role == Role::Colon) {
      block.kind = Block::Kind::Colon;
      block.column = flat(before).size() + 2;
      return;
    }
    if (pieces[i].close && !pieces[i].isBody())
      return; // a call, a parameter list
  }
  if (pieces.size() > 1 && pieces.back().isBody() && pieces[0].token->text != "if") {
    block.kind = Block::Kind::Brace;
    block.column = block.text.size() - flat({pieces.back()}).size();
  }
}

} // namespace

Block layOut(const Member &member, size_t indent) {
  Writer writer(indent);
  writer.member(member.pieces);
  Block block;
  block.text = std::move(writer.text);
  if (block.oneLine() && isFlat(member.pieces))
    findColumn(member.pieces, block);
  return block;
}

} // namespace pnasc::format
