// SPDX-License-Identifier: Apache-2.0
#include "parse/Tree.h"
#include "parse/Words.h"

namespace pnasc::parse {

using grammar::PnasParser;
using support::Diag;

Tree::Tree(llvm::StringRef text, support::DiagnosticEngine &diagnostics)
    : diagnostics(diagnostics), map(text), input(text.str()), lexer(&input), tokens(&lexer),
      parser(&tokens) {
  lexer.removeErrorListeners(); // the last two token rules take every character
}

llvm::SMRange Tree::range(antlr4::Token *token) const {
  return map.between(token->getStartIndex(), token->getStopIndex());
}

bool Tree::sane() {
  constexpr int most = 200;
  int depth = 0, prefixes = 0, conditions = 0;
  tokens.fill();
  for (antlr4::Token *token : tokens.getTokens()) {
    const std::string text = token->getText();
    if (token->getType() == PnasParser::OPEN_STRING) {
      diagnostics.report(Diag::OpenText, range(token));
      return false;
    }
    depth += text == "(" || text == "{" ? 1 : text == ")" || text == "}" ? -1 : 0;
    prefixes = text == "-" || text == "not" ? prefixes + 1 : 0;
    conditions += text == "if";
    if (depth > most || prefixes > most || conditions > 10 * most) {
      diagnostics.report(Diag::TooDeep, range(token), most);
      return false;
    }
  }
  return true;
}

template <class Context> Context *Tree::parse(Context *(PnasParser::*rule)()) {
  if (!sane())
    return nullptr;
  auto *interpreter = parser.getInterpreter<antlr4::atn::ParserATNSimulator>();
  parser.removeErrorListeners();
  parser.setErrorHandler(std::make_shared<antlr4::BailErrorStrategy>());
  interpreter->setPredictionMode(antlr4::atn::PredictionMode::SLL);
  try {
    return (parser.*rule)();
  } catch (const antlr4::ParseCancellationException &) {
  }
  tokens.seek(0);
  parser.reset();
  Words words(diagnostics, map);
  parser.addErrorListener(&words);
  parser.setErrorHandler(std::make_shared<antlr4::DefaultErrorStrategy>());
  interpreter->setPredictionMode(antlr4::atn::PredictionMode::LL);
  Context *tree = (parser.*rule)();
  parser.removeErrorListeners();
  return parser.getNumberOfSyntaxErrors() ? nullptr : tree;
}

PnasParser::ProgramContext *Tree::program() { return parse(&PnasParser::program); }
PnasParser::OverrideContext *Tree::override() { return parse(&PnasParser::override); }

} // namespace pnasc::parse
