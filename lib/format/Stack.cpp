// SPDX-License-Identifier: Apache-2.0
// Members one below the other: what lines up, and where empty lines stand.
#include "format/Format.h"
#include "format/Layout.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

namespace pnasc::format {
namespace {

/// Characters, not bytes.
size_t width(llvm::StringRef text) {
  return size_t(llvm::count_if(text, [](char c) { return (uint8_t(c) & 0xC0) != 0x80; }));
}

struct Row {
  const Member *member;
  Block block;      ///< empty for comments alone
  bool gap = false; ///< an empty line before it
};

/// Runs of neighbours for which `alike` holds, each handed to `act`.
template <class Alike, class Act>
void forRuns(std::vector<Row> &rows, const Alike &alike, const Act &act) {
  for (size_t first = 0; first < rows.size();) {
    size_t end = first + 1;
    while (end < rows.size() && !rows[end].gap && rows[end].member->above.empty() &&
           alike(rows[end - 1], rows[end]))
      ++end;
    act(rows.begin() + ptrdiff_t(first), rows.begin() + ptrdiff_t(end));
    first = end;
  }
}

void lineUp(std::vector<Row> &rows) {
  const auto alike = [](const Row &a, const Row &b) {
    return a.block.kind != Block::Kind::None && a.block.kind == b.block.kind;
  };
  forRuns(rows, alike, [](auto begin, auto end) {
    size_t column = 0;
    for (auto row = begin; row != end; ++row)
      column = std::max(column, row->block.column);
    for (auto row = begin; row != end; ++row)
      row->block.text.insert(row->block.column, column - row->block.column, ' ');
  });
}

void lineUpComments(std::vector<Row> &rows) {
  const auto alike = [](const Row &a, const Row &b) {
    return a.member->behind && b.member->behind && a.block.oneLine() && b.block.oneLine();
  };
  forRuns(rows, alike, [](auto begin, auto end) {
    size_t column = 0;
    for (auto row = begin; row != end; ++row)
      column = std::max(column, width(row->block.text));
    for (auto row = begin; row != end; ++row)
      if (const Token *behind = row->member->behind) {
        const bool aligned = row->block.oneLine();
        row->block.text += std::string(aligned ? column - width(row->block.text) + 2 : 2, ' ') +
                           llvm::StringRef(behind->text).rtrim().str();
      }
  });
}

/// Empty lines stay, one for many; at the left edge what takes several lines stands apart.
void space(std::vector<Row> &rows, size_t indent) {
  for (size_t i = 1; i < rows.size(); ++i) {
    const bool large = !rows[i].block.oneLine() || !rows[i - 1].block.oneLine();
    const bool version = i == 1 && rows[0].block.text.rfind("pnas ", 0) == 0;
    rows[i].gap = rows[i].member->breaks() > 1 || (indent == 0 && (large || version));
  }
}

} // namespace

std::string stacked(const std::vector<Member> &members, size_t indent) {
  std::vector<Row> rows;
  for (const Member &member : members)
    rows.push_back({&member, member.pieces.empty() ? Block{} : layOut(member, indent)});
  space(rows, indent);
  lineUp(rows);
  lineUpComments(rows);
  const std::string margin(indent, ' ');
  std::string text;
  const auto line = [&](llvm::StringRef what) {
    text += (text.empty() ? "" : "\n") + margin + what.str();
  };
  for (const Row &row : rows) {
    if (row.gap)
      text += '\n';
    for (const Token *above : row.member->above) {
      const bool apart = above != row.member->above.front() && above->breaks > 1;
      text += apart ? "\n" : "";
      line(llvm::StringRef(above->text).rtrim());
    }
    if (row.member->pieces.empty())
      continue;
    const bool apart = !row.member->above.empty() && row.member->pieces[0].token->breaks > 1;
    text += apart ? "\n" : "";
    line(row.block.text);
  }
  return text;
}

std::string formatted(const std::vector<Token> &tokens) {
  const std::string text = stacked(membersOf(tokens), 0);
  return text.empty() ? text : text + '\n';
}

namespace {

/// What remains of a program when its layout is taken away: its tokens less the commas that nobody
/// needs, or its comments, which may have changed places with commas.
std::vector<const Token *> essence(const std::vector<Token> &tokens, bool comments) {
  std::vector<const Token *> result;
  for (const Token &token : tokens) {
    if ((token.role == Role::Comment) != comments || token.role == Role::Separator)
      continue;
    if (token.role == Role::ListClose && result.back()->text == "," &&
        result.back()->role == Role::Plain)
      result.pop_back();
    result.push_back(&token);
  }
  return result;
}

} // namespace

bool same(const std::vector<Token> &one, const std::vector<Token> &other) {
  for (const bool comments : {false, true}) {
    const auto a = essence(one, comments), b = essence(other, comments);
    const bool equal =
        std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Token *x, const Token *y) {
          return llvm::StringRef(x->text).rtrim() == llvm::StringRef(y->text).rtrim() &&
                 x->role == y->role && x->startsItem == y->startsItem;
        });
    if (!equal)
      return false;
  }
  return true;
}

} // namespace pnasc::format
