// SPDX-License-Identifier: Apache-2.0
// Syntax errors that people make again and again, recognised by the words around the place where
// the parser found no way on. Internal to parse.
#pragma once

#include "grammar/PnasParser.h"
#include "parse/SourceLocations.h"
#include "support/Diagnostics.h"

namespace pnasc::parse {

class CommonMistakes {
public:
  /// `found` is where the parser stopped, in the rule of its current context.
  CommonMistakes(grammar::PnasParser &parser, antlr4::Token &found, const SourceLocations &places,
                 support::DiagnosticEngine &diagnostics)
      : parser(parser), found(found), places(places), diagnostics(diagnostics) {}

  /// False where it is none of them.
  bool report();

private:
  bool numbers();
  bool links();
  bool goals();
  bool declarations();
  bool statements();
  bool lists();

  antlr4::Token *neighbour(const antlr4::Token &of, int step) const;
  bool in(size_t rule) const { return parser.getContext()->getRuleIndex() == rule; }
  bool lineHas(const char *word) const; ///< before `found`
  bool inCall() const;
  support::Span range(const antlr4::Token &first, const antlr4::Token &last) const;
  support::Span range(const antlr4::Token &token) const { return range(token, token); }
  support::Span behind(const antlr4::Token &token) const;

  grammar::PnasParser &parser;
  antlr4::Token &found;
  const SourceLocations &places;
  support::DiagnosticEngine &diagnostics;
};

} // namespace pnasc::parse
