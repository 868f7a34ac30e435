// SPDX-License-Identifier: Apache-2.0
// Characters; brackets are in Brackets.cpp.
#include "parse/Repair.h"
#include "grammar/PnasParser.h"
#include "parse/Numbers.h"
#include "llvm/ADT/StringExtras.h"

namespace pnasc::parse {

using grammar::PnasParser;
using support::Diag;

antlr4::CommonToken &Repair::token(size_t at) const {
  return static_cast<antlr4::CommonToken &>(*tokens[at]);
}

bool Repair::visible(size_t at) const {
  return tokens[at]->getChannel() == antlr4::Token::DEFAULT_CHANNEL;
}

bool Repair::adjacent(size_t at) const {
  return at + 1 < tokens.size() &&
         tokens[at]->getStopIndex() + 1 == tokens[at + 1]->getStartIndex();
}

size_t Repair::next(size_t at) const {
  do
    ++at;
  while (at + 1 < tokens.size() && !visible(at));
  return std::min(at, tokens.size() - 1);
}

support::Span Repair::range(size_t first, size_t last) const {
  return places.between(tokens[first]->getStartIndex(), tokens[last]->getStopIndex());
}

void Repair::hide(size_t first, size_t last) {
  for (size_t i = first; i <= last; ++i)
    token(i).setChannel(antlr4::Token::HIDDEN_CHANNEL);
}

/// The type of a keyword or sign of the grammar.
static size_t typeOf(const antlr4::dfa::Vocabulary &vocabulary, const std::string &word) {
  for (size_t type = 1; type <= vocabulary.getMaxTokenType(); ++type)
    if (vocabulary.getLiteralName(type) == "'" + word + "'")
      return type;
  return PnasParser::UNIT;
}

void Repair::become(size_t at, const std::string &word) {
  token(at).setType(typeOf(vocabulary, word));
  token(at).setText(word);
}

void Repair::insert(size_t at, const std::string &word) {
  const antlr4::Token &before = *tokens[at ? at - 1 : 0];
  const size_t place = before.getStopIndex();
  // ANTLR asks a token for its source when it makes up another one beside it.
  auto made = std::make_unique<InsertedToken>(
      std::pair(before.getTokenSource(), before.getInputStream()), typeOf(vocabulary, word),
      antlr4::Token::DEFAULT_CHANNEL, place, place);
  made->setText(word);
  made->setLine(before.getLine());
  made->setCharPositionInLine(before.getCharPositionInLine());
  tokens.insert(tokens.begin() + ptrdiff_t(at), std::move(made));
}

bool Repair::run() {
  characters();
  good &= brackets();
  for (size_t i = 0; i < tokens.size(); ++i)
    token(i).setTokenIndex(i);
  return good;
}

void Repair::characters() {
  for (size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (!visible(i))
      continue;
    if (diagnostics.errors() > mostErrors) { // no text of ours
      good = false;
      return;
    }
    const size_t type = tokens[i]->getType();
    if (type == PnasParser::OPEN_STRING) {
      diagnostics.report(Diag::OpenText, range(i));
      token(i).setType(PnasParser::STRING); // without its end, which tells it apart
      unended = true;
    } else if (type == PnasParser::OTHER)
      other(i);
    else if (type == PnasParser::NUMBER)
      number(i);
    else if (text(i) == "/" && adjacent(i) && text(i + 1) == "*")
      blockComment(i);
  }
}

void Repair::other(size_t at) {
  const std::string c = text(at);
  if (c == ";") {
    diagnostics.report(Diag::Semicolon, range(at)).fix(range(at), "");
    return hide(at, at);
  }
  if (c == "[")
    return squared(at);
  if (c == "&" || c == "|")
    return doubled(at, c == "&" ? "and" : "or");
  if (c == "!") {
    diagnostics.report(Diag::CLogic, range(at), "!", "not").fix(range(at), "not ");
    return become(at, "not");
  }
  if (c == "'" || c == "`" || c == "\u2018" || c == "\u2019" || c == "\u201C" || c == "\u201D")
    return quoted(at);
  if (lookAlike(at))
    return;
  const bool shown = c.size() > 1 || llvm::isPrint(c[0]);
  diagnostics.report(Diag::BadCharacter, range(at),
                     shown ? "'" + c + "'" : "U+00" + llvm::utohexstr(uint8_t(c[0]), false, 2));
  hide(at, at);
}

/// 'text', in single or in typographic quotes.
void Repair::quoted(size_t at) {
  const std::string first = text(at);
  size_t end = at + 1;
  const auto closes = [&](const std::string &c) {
    return first == "\u201C" ? c == "\u201D" : first == "\u2018" ? c == "\u2019" : c == first;
  };
  while (end + 1 < tokens.size() && tokens[end]->getLine() == tokens[at]->getLine() &&
         !closes(text(end)))
    ++end;
  if (!closes(text(end)) || end + 1 >= tokens.size()) {
    diagnostics.report(Diag::OpenText, range(at));
    const support::Span rest =
        places.between(tokens[at]->getStopIndex() + 1, tokens[end - 1]->getStopIndex());
    hide(at + 1, end - 1);
    token(at).setType(PnasParser::STRING);
    token(at).setText('"' + places.written(rest).rtrim('"').str());
    unended = true;
    return;
  }
  const support::Span inner =
      places.between(tokens[at]->getStopIndex() + 1, tokens[end]->getStartIndex() - 1);
  const std::string whole = '"' + places.written(inner).str() + '"';
  diagnostics.report(Diag::WrongQuotes, range(at, end)).fix(range(at, end), whole);
  hide(at + 1, end);
  token(at).setType(PnasParser::STRING);
  token(at).setText(whole);
}

/// [3, 5, 7]
void Repair::squared(size_t at) {
  size_t end = at + 1;
  int depth = 1;
  for (; end + 1 < tokens.size(); ++end) {
    depth += text(end) == "[" ? 1 : text(end) == "]" ? -1 : 0;
    if (depth == 0)
      break;
  }
  auto handle = diagnostics.report(Diag::SquareBrackets, range(at));
  become(at, "{");
  if (depth != 0)
    return;
  const support::Span all = range(at, end);
  const llvm::StringRef inner = places.written(all).drop_front().drop_back();
  handle.fix(all, ("{" + inner + "}").str());
  become(end, "}");
}

/// && and ||
void Repair::doubled(size_t at, const char *word) {
  const size_t end = adjacent(at) && text(at + 1) == text(at) ? at + 1 : at;
  std::string given = text(at);
  if (end > at)
    given += text(end);
  diagnostics.report(Diag::CLogic, range(at, end), given, word).fix(range(at, end), word);
  become(at, word);
  if (end > at)
    hide(end, end);
}

/// Characters that come with text copied from a page.
bool Repair::lookAlike(size_t at) {
  static const std::pair<const char *, const char *> known[] = {
      {"\u2264", "<="}, {"\u2265", ">="}, {"\u2260", "!="}, {"\u00D7", "*"},
      {"\u00F7", "/"},  {"\u2212", "-"},  {"\u2013", "-"},  {"\u2026", ".."},
      {"\u2192", "->"}, {"\u00A0", " "},  {"\u2009", " "},  {"\u202F", " "}};
  const std::string c = text(at);
  for (const auto &[odd, plain] : known)
    if (c == odd) {
      diagnostics.report(Diag::LookAlike, range(at), c, plain).fix(range(at), plain);
      if (*plain == ' ')
        hide(at, at);
      else
        become(at, plain);
      return true;
    }
  if ((c != "\u00B5" && c != "\u03BC") || !adjacent(at)) // the two signs for micro
    return false;
  const std::string unit = "u" + text(at + 1);
  diagnostics.report(Diag::LookAlike, range(at, at + 1), c + text(at + 1), unit)
      .fix(range(at, at + 1), unit);
  token(at).setType(PnasParser::UNIT);
  token(at).setText(unit);
  hide(at + 1, at + 1);
  return true;
}

void Repair::blockComment(size_t at) {
  size_t end = at + 2;
  for (; end + 2 < tokens.size(); ++end) {
    if (!visible(end) && llvm::StringRef(text(end)).contains("*/"))
      break; // inside a // comment
    if (text(end) == "*" && adjacent(end) && text(end + 1) == "/") {
      ++end;
      break;
    }
  }
  diagnostics.report(Diag::BlockComment, range(at, at + 1));
  hide(at, std::min(end, tokens.size() - 2));
}

void Repair::number(size_t at) {
  if (numberOf(text(at)))
    return;
  diagnostics.report(Diag::NumberTooLarge, range(at));
  token(at).setText("1");
}

} // namespace pnasc::parse
