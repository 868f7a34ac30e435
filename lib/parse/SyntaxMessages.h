// SPDX-License-Identifier: Apache-2.0
// Syntax errors in words of the language. Internal to parse.
#pragma once

#include "antlr4-runtime.h"
#include "parse/SourceLocations.h"
#include "support/Diagnostics.h"

namespace pnasc::parse {

class SyntaxMessages : public antlr4::BaseErrorListener {
public:
  SyntaxMessages(support::DiagnosticEngine &diagnostics, const SourceLocations &places)
      : diagnostics(diagnostics), places(places) {}

  void syntaxError(antlr4::Recognizer *recognizer, antlr4::Token *found, size_t line, size_t column,
                   const std::string &message, std::exception_ptr cause) override;

private:
  void unknownUnit(const antlr4::Token &token);

  support::DiagnosticEngine &diagnostics;
  const SourceLocations &places;
  size_t lastLine = 0; ///< one error a line: what follows is seldom worth reading
};

} // namespace pnasc::parse
