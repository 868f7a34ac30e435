// SPDX-License-Identifier: Apache-2.0
// One buffer run through ANTLR: first with the fast SLL prediction and no error handling, then,
// where that fails, with full LL and our own words for what is wrong. Internal to parse.
#pragma once

#include "grammar/PnasLexer.h"
#include "grammar/PnasParser.h"
#include "parse/Places.h"
#include "support/Diagnostics.h"
#include <functional>

namespace pnasc::parse {

class Tree {
public:
  Tree(llvm::StringRef text, support::DiagnosticEngine &diagnostics);

  /// The tree, or null after errors; lives as long as this object.
  grammar::PnasParser::ProgramContext *program();
  grammar::PnasParser::OverrideContext * override();

  const Places &places() const { return map; }

private:
  template <class Context> Context *parse(Context *(grammar::PnasParser::*rule)());
  /// Text that never closes and nesting that would exhaust the stack.
  bool sane();
  llvm::SMRange range(antlr4::Token *token) const;

  support::DiagnosticEngine &diagnostics;
  Places map;
  antlr4::ANTLRInputStream input;
  grammar::PnasLexer lexer;
  antlr4::CommonTokenStream tokens;
  grammar::PnasParser parser;
};

} // namespace pnasc::parse
