// SPDX-License-Identifier: Apache-2.0
// One buffer run through ANTLR: its tokens put right where they are plainly wrong (Repair.h), then
// parsed with the fast SLL prediction and no error handling, then, where that fails, with full LL
// and our own words for what is wrong. Internal to parse.
#pragma once

#include "grammar/PnasLexer.h"
#include "grammar/PnasParser.h"
#include "parse/SourceLocations.h"
#include "support/Diagnostics.h"

namespace pnasc::parse {

class Tree {
public:
  /// Of a file of Sources.
  Tree(uint32_t file, llvm::StringRef text, support::DiagnosticEngine &diagnostics);

  /// The tree, also of a text with syntax errors, which are reported; null where there is none to
  /// speak of. Lives as long as this object.
  grammar::PnasParser::ProgramContext *program();
  grammar::PnasParser::OverrideContext * override();

  /// No errors but those that were put right among the tokens.
  bool sound() const { return good; }

  const SourceLocations &places() const { return map; }
  /// All of them, comments too, in the order of the text.
  std::vector<antlr4::Token *> allTokens() { return tokens.getTokens(); }

private:
  /// Open to repair.
  struct Stream : antlr4::CommonTokenStream {
    using CommonTokenStream::CommonTokenStream;
    bool repair(const antlr4::dfa::Vocabulary &vocabulary, const SourceLocations &places,
                support::DiagnosticEngine &diagnostics, bool &sound);
  };

  template <class Context> Context *parse(Context *(grammar::PnasParser::*rule)());
  /// Reports what would exhaust the stack of those who walk the tree.
  bool tooDeep(antlr4::tree::ParseTree *tree);

  support::DiagnosticEngine &diagnostics;
  SourceLocations map;
  bool good = true;
  antlr4::ANTLRInputStream input;
  grammar::PnasLexer lexer;
  Stream tokens;
  grammar::PnasParser parser;
};

} // namespace pnasc::parse
