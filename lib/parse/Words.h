// SPDX-License-Identifier: Apache-2.0
// Syntax errors in words of the language. Internal to parse.
#pragma once

#include "antlr4-runtime.h"
#include "parse/Places.h"
#include "support/Diagnostics.h"

namespace pnasc::parse {

class Words : public antlr4::BaseErrorListener {
public:
  Words(support::DiagnosticEngine &diagnostics, const Places &places)
      : diagnostics(diagnostics), places(places) {}

  void syntaxError(antlr4::Recognizer *recognizer, antlr4::Token *found, size_t line, size_t column,
                   const std::string &message, std::exception_ptr cause) override;

private:
  void unknownUnit(const antlr4::Token &token);

  support::DiagnosticEngine &diagnostics;
  const Places &places;
  size_t lastLine = 0; ///< one error a line: what follows is seldom worth reading
};

} // namespace pnasc::parse
