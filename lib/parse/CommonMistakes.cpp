// SPDX-License-Identifier: Apache-2.0
#include "parse/CommonMistakes.h"
#include "llvm/ADT/StringRef.h"

namespace pnasc::parse {

using grammar::PnasParser;
using support::Diag;

antlr4::Token *CommonMistakes::neighbour(const antlr4::Token &of, int step) const {
  antlr4::TokenStream &stream = *parser.getTokenStream();
  ssize_t at = ssize_t(of.getTokenIndex());
  while ((at += step) >= 0 && size_t(at) < stream.size())
    if (stream.get(size_t(at))->getChannel() == antlr4::Token::DEFAULT_CHANNEL)
      return stream.get(size_t(at));
  return nullptr;
}

bool CommonMistakes::lineHas(const char *word) const {
  for (antlr4::Token *token = neighbour(found, -1); token && token->getLine() == found.getLine();
       token = neighbour(*token, -1))
    if (token->getText() == word)
      return true;
  return false;
}

support::Span CommonMistakes::range(const antlr4::Token &first, const antlr4::Token &last) const {
  return places.between(first.getStartIndex(), last.getStopIndex());
}

support::Span CommonMistakes::behind(const antlr4::Token &token) const {
  return range(token).back();
}

static bool isWord(const antlr4::Token &token) {
  return token.getType() == PnasParser::IDENT || token.getType() == PnasParser::UNIT ||
         token.getText() == "stride" || token.getText() == "architecture";
}

static bool isNumber(const antlr4::Token *token) {
  return token && token->getType() == PnasParser::NUMBER;
}

static bool touch(const antlr4::Token &one, const antlr4::Token &other) {
  return one.getStopIndex() + 1 == other.getStartIndex();
}

bool CommonMistakes::report() {
  if (found.getType() == antlr4::Token::EOF)
    return false;
  return numbers() || goals() || declarations() || statements() || links() || lists();
}

/// 0,25   .5   1...5   1:5   1 to 5
bool CommonMistakes::numbers() {
  antlr4::Token *before = neighbour(found, -1), *after = neighbour(found, 1);
  antlr4::Token *first = before ? neighbour(*before, -1) : nullptr;
  const std::string text = found.getText();
  if (isNumber(&found) && before && before->getText() == "," && isNumber(first) &&
      touch(*first, *before) && touch(*before, found)) {
    const std::string whole = first->getText() + "." + text;
    diagnostics.report(Diag::DecimalComma, range(*first, found), whole)
        .fix(range(*first, found), whole);
    return true;
  }
  if (before && isNumber(first) && isNumber(&found) && before->getText() == "to") {
    diagnostics.report(Diag::RangeDots, range(*before)).fix(range(*before), "..");
    return true;
  }
  const bool dots = text == "." && before && before->getText() == "..";
  if (dots || (isNumber(before) && isNumber(after) && text == ":")) {
    const antlr4::Token &start = dots ? *before : found;
    diagnostics.report(Diag::RangeDots, range(start, found)).fix(range(start, found), "..");
    return true;
  }
  if (text == "." && isNumber(after) && touch(found, *after)) {
    const std::string whole = "0." + after->getText();
    diagnostics.report(Diag::BareFraction, range(found, *after), whole)
        .fix(range(found, *after), whole);
    return true;
  }
  return false;
}

/// minimize = flops   on: images   require ram <= 3 KiB   group { ... }
bool CommonMistakes::goals() {
  antlr4::Token *before = neighbour(found, -1);
  if (!before)
    return false;
  const std::string word = before->getText(), text = found.getText();
  if ((word == "minimize" || word == "maximize" || word == "on") &&
      (text == "=" || text == ":" || text == "in")) {
    diagnostics.report(Diag::LinkInGoal, range(found), word, text).fix(range(found), "");
    return true;
  }
  antlr4::Token *first = neighbour(*before, -1);
  if (first && first->getText() == "require" && !isWord(found) && text != ":") {
    diagnostics.report(Diag::NamelessRequirement, range(*before))
        .fix(range(*before).front(), "limit: ");
    return true;
  }
  if (word == "group" && text == "{" && in(PnasParser::RuleEntry)) {
    diagnostics.report(Diag::WhichGroup, range(*before)).fix(range(*before), "each group");
    return true;
  }
  return false;
}

/// block B(x: Tensor) { ... }   block B(x) -> ...   import a/b   a second 'pnas 1.0'
bool CommonMistakes::declarations() {
  const std::string text = found.getText();
  antlr4::Token *before = neighbour(found, -1);
  if (in(PnasParser::RuleBlock) && text == "{" && before) {
    diagnostics.report(Diag::NoResultType, range(found)).fix(behind(*before), " -> Tensor");
    return true;
  }
  if (in(PnasParser::RuleParameter) && before && isWord(*before) &&
      (text == "," || text == ")" || text == "=")) {
    diagnostics.report(Diag::NoParameterType, range(*before), before->getText())
        .fix(behind(*before), ": Int");
    return true;
  }
  if (before && before->getText() == "import" && found.getType() != PnasParser::STRING) {
    diagnostics.report(Diag::ImportQuotes, range(found));
    return true;
  }
  if (text == "pnas" && before) {
    diagnostics.report(Diag::VersionLater, range(found));
    return true;
  }
  return false;
}

/// if a = b { ... }   elif c { ... }   for i in 1..3 { ... }
bool CommonMistakes::statements() {
  const std::string text = found.getText();
  const bool condition =
      dynamic_cast<PnasParser::ConditionalContext *>(parser.getContext()->parent);
  if (text == "=" && (in(PnasParser::RuleConditional) || condition)) {
    diagnostics.report(Diag::AssignInCondition, range(found)).fix(range(found), "==");
    return true;
  }
  for (const char *word : {"elif", "elseif", "elsif"})
    if (lineHas(word)) {
      diagnostics.report(Diag::ElseIf, range(found), word);
      return true;
    }
  for (const char *word : {"for", "while", "repeat"})
    if (lineHas(word) && !lineHas("=")) {
      diagnostics.report(Diag::NoLoops, range(found), word);
      return true;
    }
  return false;
}

/// trials: 500   trials 500   kernel {3, 5}   trials == 500
bool CommonMistakes::links() {
  antlr4::Token *before = neighbour(found, -1);
  if (!before || !isWord(*before))
    return false;
  const antlr4::Token *first = neighbour(*before, -1);
  if (first && first->getLine() == before->getLine() && first->getText() != "{" &&
      first->getText() != ",")
    return false; // not the first word of a line
  const std::string text = found.getText(), name = before->getText();
  if (text == ":" || text == "==") {
    diagnostics.report(text == ":" ? Diag::Colon : Diag::CompareForSet, range(found), name)
        .fix(range(found), text == ":" ? " =" : "=");
    return true;
  }
  const bool set = text == "{" && first;
  if (!set && !isNumber(&found) && found.getType() != PnasParser::STRING)
    return false;
  if (in(PnasParser::RuleSection))
    return false;
  diagnostics.report(Diag::NoLink, range(*before), name).fix(behind(*before), set ? " in" : " =");
  return true;
}

/// `conv(x 24)` reads like `conv` and then `(x`.
bool CommonMistakes::inCall() const {
  size_t closed = 0;
  for (antlr4::Token *token = neighbour(found, -1); token && token->getLine() == found.getLine();
       token = neighbour(*token, -1)) {
    closed += token->getText() == ")";
    if (token->getText() != "(")
      continue;
    if (closed == 0) {
      const antlr4::Token *callee = neighbour(*token, -1);
      return callee && isWord(*callee) && touch(*callee, *token);
    }
    --closed;
  }
  return false;
}

/// {3 5 7}   conv(x 24)
bool CommonMistakes::lists() {
  if (!in(PnasParser::RuleSet) && !in(PnasParser::RuleArguments) && !in(PnasParser::RuleBlock) &&
      (in(PnasParser::RuleParameter) || !inCall()))
    return false;
  antlr4::Token *before = neighbour(found, -1);
  const bool value = isNumber(&found) || isWord(found) || found.getType() == PnasParser::STRING;
  if (!value || !before || before->getText() == "{" || before->getText() == "(" ||
      before->getText() == "block")
    return false;
  diagnostics.report(Diag::NoComma, range(found), before->getText(), found.getText())
      .fix(behind(*before), ",");
  return true;
}

} // namespace pnasc::parse
