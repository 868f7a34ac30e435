// SPDX-License-Identifier: Apache-2.0
// What other languages write and ours does not: `;`, [3, 5], 'text', &&, /* */, a bracket that is
// missing. Each is told in its own words and put right among the tokens, so that what follows is
// read as it was meant and one run tells more than one mistake. Internal to parse.
#pragma once

#include "antlr4-runtime.h"
#include "parse/SourceLocations.h"
#include "support/Diagnostics.h"

namespace pnasc::parse {

using TokenList = std::vector<std::unique_ptr<antlr4::Token>>;

/// One that nobody wrote.
class InsertedToken : public antlr4::CommonToken {
public:
  using CommonToken::CommonToken;
};

class Repair {
public:
  Repair(TokenList &tokens, const antlr4::dfa::Vocabulary &vocabulary,
         const SourceLocations &places, support::DiagnosticEngine &diagnostics)
      : tokens(tokens), vocabulary(vocabulary), places(places), diagnostics(diagnostics) {}

  /// False where the tokens cannot be put right.
  bool run();
  /// Some text does not end on its line: nobody knows where it was meant to.
  bool hasOpenText() const { return unended; }

private:
  // Characters.
  void characters();
  void other(size_t at);
  void quoted(size_t at);
  void squared(size_t at);
  void doubled(size_t at, const char *word);
  bool lookAlike(size_t at);
  void blockComment(size_t at);
  void number(size_t at);
  // Brackets.
  bool brackets();
  void close(size_t &at);
  void closeAll(size_t &at, bool end);
  bool startsItem(size_t at) const;

  antlr4::CommonToken &token(size_t at) const;
  std::string text(size_t at) const { return tokens[at]->getText(); }
  bool visible(size_t at) const;
  bool adjacent(size_t at) const; ///< nothing between it and the next
  size_t next(size_t at) const;   ///< visible; EOF at the end
  support::Span range(size_t first, size_t last) const;
  support::Span range(size_t at) const { return range(at, at); }
  void hide(size_t first, size_t last);
  void become(size_t at, const std::string &word);
  void insert(size_t at, const std::string &word);

  TokenList &tokens;
  const antlr4::dfa::Vocabulary &vocabulary;
  const SourceLocations &places;
  support::DiagnosticEngine &diagnostics;
  static constexpr unsigned mostErrors = 100;
  std::vector<size_t> open; ///< brackets
  bool good = true, unended = false;
};

} // namespace pnasc::parse
