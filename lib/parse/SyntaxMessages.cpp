// SPDX-License-Identifier: Apache-2.0
#include "parse/SyntaxMessages.h"
#include "ir/Quantity.h"
#include "parse/CommonMistakes.h"
#include "llvm/ADT/STLExtras.h"

namespace pnasc::parse {

using grammar::PnasParser;
using support::Diag;

/// One token of the grammar, as a person would call it.
static std::string tokenWord(size_t type, const antlr4::dfa::Vocabulary &vocabulary) {
  switch (type) {
  case PnasParser::IDENT:
    return "a name";
  case PnasParser::NUMBER:
    return "a number";
  case PnasParser::STRING:
    return "a text in quotes";
  case PnasParser::UNIT:
    return "a unit";
  case antlr4::Token::EOF:
    return "the end";
  default:
    return vocabulary.getDisplayName(type);
  }
}

/// What the innermost rule is about, for places where too many tokens could follow to list them.
static std::string ruleWord(size_t rule) {
  switch (rule) {
  case PnasParser::RuleProgram:
  case PnasParser::RuleItem:
    return "a section, an import, a type, a block or an architecture";
  case PnasParser::RuleSection:
  case PnasParser::RuleEntry:
    return "a setting 'name = value', a choice 'name in ...' or '}'";
  case PnasParser::RuleBody:
  case PnasParser::RuleStatement:
    return "a statement or '}'";
  case PnasParser::RuleArchitecture:
  case PnasParser::RuleRegion:
    return "'stem', 'group', 'head' or '}'";
  case PnasParser::RuleLine:
  case PnasParser::RulePosition:
    return "superblocks such as 'Block: 24 stride 2, 24'";
  default:
    return "a value";
  }
}

static std::string joined(const std::vector<std::string> &words) {
  std::string text;
  for (size_t i = 0; i < words.size(); ++i)
    text += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
  return text;
}

static std::string expected(PnasParser &parser, ssize_t found) {
  const antlr4::misc::IntervalSet set = parser.getExpectedTokens();
  const bool name = set.contains(ssize_t(PnasParser::IDENT));
  if (name && set.contains(ssize_t(PnasParser::NUMBER)) &&
      set.contains(ssize_t(PnasParser::STRING)))
    return "a value";
  std::vector<std::string> words;
  for (ssize_t type : set.toList()) {
    if (type == found) // of no help: something is missing before it
      continue;
    const std::string word = tokenWord(size_t(type), parser.getVocabulary());
    // SyntaxMessages that are names, too, would only repeat "a name".
    static const std::vector<std::string> both{"'architecture'", "'stem'",    "'head'", "'stride'",
                                               "'from'",         "'samples'", "'step'", "a unit"};
    if (!name || !llvm::is_contained(both, word))
      words.push_back(word);
  }
  return words.size() > 5 ? ruleWord(parser.getContext()->getRuleIndex()) : joined(words);
}

static std::string foundWord(const antlr4::Token &token) {
  if (token.getType() == antlr4::Token::EOF)
    return "the end of the file";
  return token.getType() == PnasParser::STRING ? token.getText() : "'" + token.getText() + "'";
}

/// After an error the parser may have left a section too early and take its lines for items of the
/// program. Items start at the left edge; what is indented is not worth an error of its own then.
static bool strayed(PnasParser &parser, const antlr4::Token &found) {
  for (antlr4::tree::ParseTree *tree = parser.getContext(); tree; tree = tree->parent)
    if (auto *item = dynamic_cast<PnasParser::ItemContext *>(tree))
      return item->getStart()->getCharPositionInLine() > 0;
  return found.getCharPositionInLine() > 0;
}

/// Where the parser began to look when it found no way on: a misspelt unit reads like the start of
/// another line.
static antlr4::Token *beginOf(antlr4::Token *found, const std::exception_ptr &cause) {
  try {
    if (cause)
      std::rethrow_exception(cause);
  } catch (const antlr4::NoViableAltException &none) {
    return none.getStartToken();
  } catch (const antlr4::RecognitionException &) {
  }
  return found;
}

/// A word right behind a number, on the same line.
static bool looksLikeUnit(PnasParser &parser, const antlr4::Token &token) {
  if (token.getType() != PnasParser::IDENT || token.getTokenIndex() == 0)
    return false;
  const antlr4::Token *before = parser.getTokenStream()->get(token.getTokenIndex() - 1);
  return before->getType() == PnasParser::NUMBER && before->getLine() == token.getLine() &&
         before->getStopIndex() + 2 >= token.getStartIndex();
}

/// A bracket that Repair put in lies on the token before it; what people see comes behind.
static antlr4::Token *written(PnasParser &parser, antlr4::Token *found) {
  antlr4::TokenStream &tokens = *parser.getTokenStream();
  size_t at = found->getTokenIndex();
  const auto inserted = [&] {
    return at > 0 && at + 1 < tokens.size() &&
           tokens.get(at)->getStartIndex() <= tokens.get(at - 1)->getStopIndex();
  };
  const auto hidden = [&] {
    return tokens.get(at)->getChannel() != antlr4::Token::DEFAULT_CHANNEL;
  };
  while (inserted() || hidden())
    ++at;
  return tokens.get(at);
}

void SyntaxMessages::unknownUnit(const antlr4::Token &token) {
  const support::Span range = places.between(token.getStartIndex(), token.getStopIndex());
  const std::string near = support::nearest(token.getText(), ir::unitNames());
  auto handle = diagnostics.report(Diag::UnknownUnit, range, token.getText(),
                                   near.empty() ? "" : "; did you mean '" + near + "'?");
  if (!near.empty())
    handle.fix(range, near);
}

void SyntaxMessages::syntaxError(antlr4::Recognizer *recognizer, antlr4::Token *found, size_t line,
                                 size_t, const std::string &, std::exception_ptr cause) {
  auto &parser = *static_cast<PnasParser *>(recognizer);
  if (!found || line == lastLine || (lastLine && strayed(parser, *found)))
    return;
  const antlr4::Token &seen = *written(parser, found);
  lastLine = seen.getType() == antlr4::Token::EOF ? seen.getLine() : line; // the end comes once
  size_t last = seen.getStopIndex();
  if (seen.getType() == antlr4::Token::EOF || last + 1 < seen.getStartIndex() + 1)
    last = seen.getStartIndex();
  const support::Span range = places.between(seen.getStartIndex(), last);
  if (CommonMistakes(parser, *found, places, diagnostics).report())
    return;
  const antlr4::Token *begin = beginOf(found, cause);
  if (looksLikeUnit(parser, *begin))
    return unknownUnit(*begin);
  diagnostics.report(Diag::Syntax, range, expected(parser, ssize_t(found->getType())),
                     foundWord(seen));
}

} // namespace pnasc::parse
