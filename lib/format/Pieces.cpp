// SPDX-License-Identifier: Apache-2.0
#include "format/Pieces.h"

namespace pnasc::format {
namespace {

class Gatherer {
public:
  explicit Gatherer(const std::vector<Token> &tokens) : tokens(tokens) {}

  /// Up to the closing bracket or the end.
  std::vector<Member> members(bool body);

private:
  bool closes(size_t index) const {
    if (index == tokens.size())
      return true;
    const Role role = tokens[index].role;
    return role == Role::BodyClose || role == Role::ListClose || role == Role::ParenClose;
  }
  bool separates(size_t index, bool body) const {
    const Token &token = tokens[index];
    return token.role == Role::Separator ||
           (!body && token.role == Role::Plain && token.text == ",");
  }
  /// No more of the member comes.
  bool ends(size_t index, bool body) const {
    return closes(index) || separates(index, body) || (body && tokens[index].startsItem);
  }
  Piece piece();
  void comment(std::vector<Member> &list, bool body, bool fresh);

  const std::vector<Token> &tokens;
  size_t at = 0;
};

Piece Gatherer::piece() {
  Piece result;
  result.token = &tokens[at++];
  const Role role = result.token->role;
  const bool list = role == Role::ListOpen || role == Role::CallOpen;
  if (!list && role != Role::BodyOpen && role != Role::ParenOpen)
    return result;
  result.members = members(role == Role::BodyOpen);
  result.trailingComma = list;
  result.close = &tokens[at++];
  return result;
}

/// A comment behind a member stays behind it, one in the midst of a member stays there, all others
/// belong to what follows.
void Gatherer::comment(std::vector<Member> &list, bool body, bool fresh) {
  const Token &here = tokens[at++];
  const bool sameLine = here.breaks == 0;
  size_t next = at;
  while (next < tokens.size() && tokens[next].role == Role::Comment)
    ++next;
  if (!fresh && !ends(next, body)) {
    list.back().pieces.push_back({&here, nullptr, {}, false});
    return;
  }
  const bool hasMember = !list.empty() && !list.back().pieces.empty();
  if (sameLine && hasMember && !list.back().behind) {
    list.back().behind = &here;
    return;
  }
  if (list.empty() || !list.back().pieces.empty())
    list.emplace_back();
  list.back().above.push_back(&here);
}

std::vector<Member> Gatherer::members(bool body) {
  std::vector<Member> list;
  bool fresh = true; // the next token begins a member
  while (!closes(at)) {
    const Token &here = tokens[at];
    if (here.role == Role::Comment) {
      comment(list, body, fresh);
      continue;
    }
    if (separates(at, body)) {
      fresh = !body || fresh;
      ++at;
      continue;
    }
    if (fresh || (body && here.startsItem)) {
      if (list.empty() || !list.back().pieces.empty())
        list.emplace_back();
      fresh = false;
    }
    list.back().pieces.push_back(piece());
  }
  return list;
}

} // namespace

std::vector<Member> membersOf(const std::vector<Token> &tokens) {
  return Gatherer(tokens).members(true);
}

} // namespace pnasc::format
