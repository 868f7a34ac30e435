// SPDX-License-Identifier: Apache-2.0
// From what was written to what it means: names, forms, units, types of blocks, and shapes for
// every choice. Reports as many errors as make sense in one run.
#pragma once

#include "ir/Ast.h"
#include "ir/Spec.h"
#include "support/Diagnostics.h"
#include "support/Environment.h"
#include <memory>
#include <optional>
#include <vector>

namespace pnasc::check {

struct Options {
  /// `--set NAME=VALUE`: [section.]key[.argument], checked like the spec itself. Their
  /// places lie in a buffer called <command line>.
  std::vector<ast::Override> overrides;
  std::optional<uint64_t> seed;
  /// What `env("NAME")` finds; unset: nothing.
  support::Environment environment;
};

/// Null after errors.
std::shared_ptr<const ir::Spec> check(std::shared_ptr<const ast::Program> program,
                                      support::DiagnosticEngine &diagnostics,
                                      const Options &options);

/// A board without a search.
struct BoardAlone {
  ir::Board board;
  std::vector<ir::Requirement> requirements; ///< its memories, and what is reserved of them
};
/// The first board of a program that is read for it alone, such as those in targets/. Nothing after
/// errors, and where there is no board.
std::optional<BoardAlone> boardAlone(std::shared_ptr<const ast::Program> program,
                                     support::DiagnosticEngine &diagnostics);

} // namespace pnasc::check
