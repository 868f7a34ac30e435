// SPDX-License-Identifier: Apache-2.0
#include "parse/Recovery.h"
#include "grammar/PnasParser.h"

namespace pnasc::parse {

Recovery::Recovery(const std::vector<antlr4::Token *> &tokens)
    : levels(tokens.size(), 0), closers(tokens.size(), 0), around(tokens.size(), Nowhere),
      stops(tokens.size(), false) {
  std::vector<size_t> open;
  size_t line = 0;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const bool visible = tokens[i]->getChannel() == antlr4::Token::DEFAULT_CHANNEL;
    const std::string text = visible ? tokens[i]->getText() : "";
    if ((text == ")" || text == "}") && !open.empty()) {
      closers[open.back()] = i;
      open.pop_back();
    }
    levels[i] = open.size();
    if (!open.empty())
      around[i] = open.back();
    stops[i] = visible && (tokens[i]->getLine() != line || text == ")" || text == "}");
    line = visible ? tokens[i]->getLine() : line;
    if (text == "(" || text == "{")
      open.push_back(i);
  }
}

/// Behind the token at `index`.
static void skipTo(antlr4::Parser &parser, size_t index) {
  while (parser.getCurrentToken()->getTokenIndex() <= index &&
         parser.getCurrentToken()->getType() != antlr4::Token::EOF)
    parser.consume();
}

/// Keywords that are nothing else.
static bool beginsEntry(const antlr4::Token &token) {
  const std::string text = token.getText();
  return text == "require" || text == "minimize" || text == "maximize" || text == "let" ||
         text == "on" || text == "each" || text == "group";
}

void Recovery::recover(antlr4::Parser *parser, std::exception_ptr error) {
  // What the failed rule has opened is passed over to its end.
  const size_t here = parser->getCurrentToken()->getTokenIndex();
  const size_t start = parser->getContext()->getStart()->getTokenIndex();
  size_t own = Nowhere;
  for (size_t bracket = around[here]; bracket != Nowhere && bracket >= start;
       bracket = around[bracket])
    own = bracket;
  if (own != Nowhere)
    skipTo(*parser, closers[own]);
  const bool closes = here > 0 && levels[here] < levels[here - 1];
  // Where a rule failed at once is no place to go on, unless the next line begins there.
  if (here == start && !closes && !(stops[here] && beginsEntry(*parser->getCurrentToken())))
    skipTo(*parser, std::max(here, closers[here]));
  DefaultErrorStrategy::recover(parser, error);
  if (parser->getCurrentToken()->getTokenIndex() > here)
    endErrorCondition(parser); // what comes now is another matter
}

antlr4::Token *Recovery::singleTokenDeletion(antlr4::Parser *parser) {
  const antlr4::Token &token = *parser->getCurrentToken();
  if (stops[token.getTokenIndex()] && beginsEntry(token)) // `trials =`, and the next line
    return nullptr;
  return DefaultErrorStrategy::singleTokenDeletion(parser);
}

void Recovery::sync(antlr4::Parser *parser) {
  using grammar::PnasParser;
  antlr4::ParserRuleContext &rule = *parser->getContext();
  const antlr4::Token &token = *parser->getCurrentToken();
  const bool body = rule.getRuleIndex() == PnasParser::RuleSection ||
                    rule.getRuleIndex() == PnasParser::RuleEntry ||
                    rule.getRuleIndex() == PnasParser::RuleBody;
  const bool inside = body && rule.getStart() &&
                      levels[token.getTokenIndex()] > levels[rule.getStart()->getTokenIndex()];
  if (!inside || inErrorRecoveryMode(parser))
    return DefaultErrorStrategy::sync(parser);
  antlr4::misc::IntervalSet wanted = parser->getExpectedTokens();
  if (wanted.contains(ssize_t(token.getType())))
    return;
  reportUnwantedToken(parser);
  consumeUntil(parser, wanted);
  if (parser->getCurrentToken()->getType() != antlr4::Token::EOF)
    endErrorCondition(parser);
}

void Recovery::consumeUntil(antlr4::Parser *parser, const antlr4::misc::IntervalSet &set) {
  const size_t level = levels[parser->getCurrentToken()->getTokenIndex()];
  while (parser->getCurrentToken()->getType() != antlr4::Token::EOF) {
    const antlr4::Token &token = *parser->getCurrentToken();
    const size_t at = token.getTokenIndex();
    if (levels[at] <= level && stops[at] && set.contains(ssize_t(token.getType())))
      return;
    skipTo(*parser, std::max(at, closers[at])); // of a pair both or none
  }
}

} // namespace pnasc::parse
