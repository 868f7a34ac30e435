// SPDX-License-Identifier: Apache-2.0
#include "parse/Tree.h"
#include "parse/Recovery.h"
#include "parse/Repair.h"
#include "parse/SyntaxMessages.h"

namespace pnasc::parse {

using grammar::PnasParser;
using support::Diag;

Tree::Tree(uint32_t file, llvm::StringRef text, support::DiagnosticEngine &diagnostics)
    : diagnostics(diagnostics), map(file, text), input(text.str()), lexer(&input), tokens(&lexer),
      parser(&tokens) {
  lexer.removeErrorListeners(); // the last two token rules take every character
}

bool Tree::Stream::repair(const antlr4::dfa::Vocabulary &vocabulary, const SourceLocations &places,
                          support::DiagnosticEngine &diagnostics, bool &sound) {
  fill();
  Repair repair(_tokens, vocabulary, places, diagnostics);
  const bool good = repair.run();
  sound = !repair.hasOpenText();
  seek(0); // the first one may be hidden now
  return good;
}

bool Tree::tooDeep(antlr4::tree::ParseTree *tree) {
  constexpr size_t most = 1000;
  std::vector<std::pair<antlr4::tree::ParseTree *, size_t>> left{{tree, 0}};
  while (!left.empty()) {
    const auto [here, depth] = left.back();
    left.pop_back();
    if (auto *expr = dynamic_cast<PnasParser::ExprContext *>(here); expr && depth > most) {
      const size_t first = expr->getStart()->getStartIndex();
      diagnostics.report(Diag::TooLong, map.between(first, first), most);
      return true;
    }
    for (antlr4::tree::ParseTree *child : here->children)
      left.push_back({child, depth + 1});
  }
  return false;
}

template <class Context> Context *Tree::parse(Context *(PnasParser::*rule)()) {
  if (!tokens.repair(parser.getVocabulary(), map, diagnostics, good))
    return nullptr;
  auto *interpreter = parser.getInterpreter<antlr4::atn::ParserATNSimulator>();
  parser.removeErrorListeners();
  parser.setErrorHandler(std::make_shared<antlr4::BailErrorStrategy>());
  interpreter->setPredictionMode(antlr4::atn::PredictionMode::SLL);
  try {
    Context *tree = (parser.*rule)();
    return tooDeep(tree) ? nullptr : tree;
  } catch (const antlr4::ParseCancellationException &) {
  }
  tokens.seek(0);
  parser.reset();
  SyntaxMessages words(diagnostics, map);
  parser.addErrorListener(&words);
  parser.setErrorHandler(std::make_shared<Recovery>(tokens.getTokens()));
  interpreter->setPredictionMode(antlr4::atn::PredictionMode::LL);
  Context *tree = (parser.*rule)();
  parser.removeErrorListeners();
  good &= parser.getNumberOfSyntaxErrors() == 0;
  return tooDeep(tree) ? nullptr : tree;
}

PnasParser::ProgramContext *Tree::program() { return parse(&PnasParser::program); }
PnasParser::OverrideContext *Tree::override() { return parse(&PnasParser::override); }

} // namespace pnasc::parse
