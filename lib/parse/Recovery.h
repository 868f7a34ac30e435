// SPDX-License-Identifier: Apache-2.0
// Where to go on after a syntax error. ANTLR's own strategy looks for any token that may follow;
// ours knows besides that brackets pair, so that it never leaves half of a pair behind, and that a
// new line is where people go on. Internal to parse.
#pragma once

#include "antlr4-runtime.h"

namespace pnasc::parse {

class Recovery : public antlr4::DefaultErrorStrategy {
public:
  /// The brackets among `tokens` must pair (Repair.h).
  explicit Recovery(const std::vector<antlr4::Token *> &tokens);

  void recover(antlr4::Parser *parser, std::exception_ptr error) override;
  /// At each step of a loop: a line of a body that makes no sense costs that line, not the body.
  void sync(antlr4::Parser *parser) override;
  antlr4::Token *singleTokenDeletion(antlr4::Parser *parser) override;

protected:
  void consumeUntil(antlr4::Parser *parser, const antlr4::misc::IntervalSet &set) override;

private:
  static constexpr size_t Nowhere = SIZE_MAX;
  std::vector<size_t> levels;  ///< of each token; a bracket has that of what is around it
  std::vector<size_t> closers; ///< of each opening bracket; 0 elsewhere
  std::vector<size_t> around;  ///< the innermost opening bracket before each; Nowhere without one
  std::vector<bool> stops;     ///< first of its line, or a closing bracket
};

} // namespace pnasc::parse
