// SPDX-License-Identifier: Apache-2.0
// A board without a program, for pnas-import: its file is checked as in one.
#include "check/Check.h"
#include "check/Checker.h"

namespace pnasc::check {

std::optional<BoardAlone> boardAlone(std::shared_ptr<const ast::Program> program,
                                     support::DiagnosticEngine &diagnostics) {
  ir::Spec spec; // only what a board fills in leaves this function
  spec.program = program;
  spec.path = program->path;
  Overrides none({});
  Reader reader(diagnostics, none);
  Job job{*program, spec, reader};
  for (const ast::Section &section : program->sections)
    if (section.kind.text == "board" && spec.board.name.empty())
      readBoard(job, section);
  if (diagnostics.errors() || spec.board.name.empty())
    return std::nullopt;
  addBoardRequirements(spec);
  return BoardAlone{std::move(spec.board), std::move(spec.requirements)};
}

} // namespace pnasc::check
